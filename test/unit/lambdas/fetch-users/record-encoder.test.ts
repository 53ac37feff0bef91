import { SchemaRegistryError } from '../../../../lambdas/core/errors.ts';
import type { FindSchema } from '../../../../lambdas/core/schema-registry/schema-registry.ts';
import { decodeUser } from '../../../../lambdas/core/user.ts';
import { userSchemaDefinition } from '../../../../lambdas/core/user-schema.ts';
import { recordEncoders } from '../../../../lambdas/fetch-users/record-encoder.ts';
import { sampleUser } from '../sample-user.ts';

const never = new AbortController().signal;
const frame = Buffer.from([0, 0, 0, 1, 2]);
const found: FindSchema = async () => ({ id: '258', frame });

test('a user is written as JSON behind the frame of its schema', async () => {
  const { schemaId, encode } = await recordEncoders(userSchemaDefinition('JSON'), found)(never);

  const value = encode(sampleUser);

  expect(schemaId).toBe('258');
  expect(value.subarray(0, 5)).toEqual(frame);
  expect(decodeUser(value.subarray(5))).toEqual(sampleUser);
});

test('in Avro the same user is its texts alone, each behind its length', async () => {
  const { encode } = await recordEncoders(userSchemaDefinition('AVRO'), found)(never);

  const value = encode(sampleUser);

  const texts = Object.values(sampleUser).map((text) =>
    Buffer.concat([Buffer.from([text.length * 2]), Buffer.from(text)]),
  );
  expect(value).toEqual(Buffer.concat([frame, ...texts]));
});

test.each(['JSON', 'AVRO'] as const)('what is no user is refused in %s too', async (format) => {
  const { encode } = await recordEncoders(userSchemaDefinition(format), found)(never);

  expect(() => encode({ ...sampleUser, email: 'a\0b' })).toThrow('email: holds U+0000');
});

test('the schema is looked up once for all runs, with its definition', async () => {
  const asked: unknown[] = [];
  const definition = userSchemaDefinition('JSON');
  const open = recordEncoders(definition, async (wanted) => {
    asked.push(wanted);
    return { id: '258', frame };
  });

  await Promise.all([open(never), open(never)]);
  await open(never);

  expect(asked).toEqual([definition]);
});

test('after a failure the next run looks again', async () => {
  const answers = [Promise.reject(new SchemaRegistryError('away', { retryable: true })), found];
  const open = recordEncoders(userSchemaDefinition('JSON'), async (...question) => {
    const answer = await answers.shift();
    return (answer ?? found)(...question);
  });

  await expect(open(never)).rejects.toThrow('away');
  await expect(open(never)).resolves.toMatchObject({ schemaId: '258' });
});
