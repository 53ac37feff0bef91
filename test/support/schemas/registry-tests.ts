import { SchemaNotRegisteredError } from '../../../lambdas/core/errors.ts';
import type { FindSchema, RegisterSchema } from '../../../lambdas/core/schema-registry/schema-registry.ts';
import { userSchemaDefinition } from '../../../lambdas/core/user-schema.ts';
import type { ReadFrame } from '../../../local/event-source-mapping/schema-registry/schema-registry.ts';
import { withField } from './user-schemas.ts';

interface Registry {
  /** Looks up and registers the schemas of a topic that no other test uses. */
  readonly of: (topic: string) => { readonly find: FindSchema; readonly register: RegisterSchema };
  readonly id: RegExp;
  /** The poller's own. */
  readonly readFrame: ReadFrame;
}

const never = new AbortController().signal;

/** What the functions may count on in whatever registry there is. */
export function registryTests({ of, id: form, readFrame }: Registry): void {
  test.each(['JSON', 'AVRO'] as const)(
    'the %s schema is registered once, and found by those who write',
    async (format) => {
      const { find, register } = of(`registered-${format}`);
      const definition = userSchemaDefinition(format);

      await expect(find(definition, never)).rejects.toThrow(SchemaNotRegisteredError);
      await expect(register(definition, never)).resolves.toBe(1);
      await expect(register(definition, never)).resolves.toBe(1);

      const { id, frame } = await find(definition, never);
      expect(id).toMatch(form);
      expect(readFrame(Buffer.concat([frame, Buffer.from('x')]))).toEqual({ schemaId: id, payload: Buffer.from('x') });
    },
  );

  test('an optional field is a new version, and the one before it stays', async () => {
    const { find, register } = of('optional');
    await register(userSchemaDefinition('JSON'), never);
    const before = await find(userSchemaDefinition('JSON'), never);

    await expect(register(withField('optional'), never)).resolves.toBe(2);

    await expect(find(userSchemaDefinition('JSON'), never)).resolves.toEqual(before);
    expect((await find(withField('optional'), never)).id).not.toBe(before.id);
  });
}
