import type { RecordFormat } from '../lambdas/core/record-format.ts';
import { findInConfluent, registerInConfluent } from '../lambdas/core/schema-registry/confluent.ts';
import { encodeUser, type User } from '../lambdas/core/user.ts';
import { userSchemaDefinition } from '../lambdas/core/user-schema.ts';
import { recordEncoders } from '../lambdas/fetch-users/record-encoder.ts';
import { controlPlane } from '../local/services/control-plane/control-plane-service.ts';
import { kafka } from '../local/services/kafka/kafka.ts';
import { localstack } from '../local/services/localstack/localstack.ts';
import { schemaRegistry, schemaRegistryUrl } from '../local/services/schema-registry/schema-registry.ts';
import type { BenchStack } from './bench-stack.ts';
import type { MappedSource } from './esm/mapped-function.ts';
import { fill, userValue, withTopics } from './esm/records.ts';
import { inTurn, runPoller } from './esm/throughput.ts';
import { startOnly } from './esm.ts';
import { type Measured, median, type Ratio, type Report, ratio, type Series, together } from './report.ts';

const batchSize = 1000;
const encodedUsers = 20_000;

/** One way to write the same users. */
interface Contender {
  readonly name: string;
  readonly encode: (user: User) => Buffer;
  /** Whether the mapping decodes its records. */
  readonly decoded: boolean;
}

/** What a schema costs: users as plain JSON, as JSON behind the frame of its schema, and as Avro. */
export async function benchRegistry(stack: BenchStack, records: number, rounds: number): Promise<Report> {
  await stack.run('reset');
  await startOnly(stack, [localstack, kafka, controlPlane, schemaRegistry]);
  const uri = schemaRegistryUrl(stack.settings);
  const contenders: Contender[] = [
    { name: 'plain JSON', encode: (user) => encodeUser(user), decoded: false },
    { name: 'framed JSON', encode: await encoderOf(uri, 'JSON'), decoded: true },
    { name: 'Avro', encode: await encoderOf(uri, 'AVRO'), decoded: true },
  ];
  const parts = [
    sizes(contenders),
    measureEncoding(stack, contenders, rounds),
    await measurePoller(stack, { contenders, uri, records, rounds }),
  ];
  return { bench: 'registry', ...together(parts) };
}

/** As the fetch function encodes, with a schema of its own for each format. */
async function encoderOf(uri: string, format: RecordFormat): Promise<(user: User) => Buffer> {
  const place = { uri, topic: `bench-${format}` };
  const definition = userSchemaDefinition(format);
  const signal = AbortSignal.timeout(60_000);
  await registerInConfluent(place)(definition, signal);
  const { encode } = await recordEncoders(definition, findInConfluent(place))(signal);
  return encode;
}

function userOf(number: number): User {
  return JSON.parse(userValue(number)) as User;
}

function sizes(contenders: readonly Contender[]): Measured {
  const series = contenders.map(({ name, encode }) => ({
    name: `${name}, value`,
    unit: 'bytes',
    values: [encode(userOf(0)).length],
  }));
  return { series, ratios: comparedWithFirst(series, 'less'), figures: {} };
}

function measureEncoding(stack: BenchStack, contenders: readonly Contender[], rounds: number): Measured {
  const users = Array.from({ length: encodedUsers }, (_, number) => userOf(number));
  const series = contenders.map(({ name }) => ({
    name: `${name}, encoding`,
    unit: 'records/s',
    values: [] as number[],
  }));
  // One round more, in which the code becomes warm.
  for (let number = 0; number <= rounds; number += 1) {
    for (const [index, { encode }] of contenders.entries()) {
      const begun = performance.now();
      for (const user of users) encode(user);
      if (number > 0) series[index]?.values.push(encodedUsers / ((performance.now() - begun) / 1000));
    }
  }
  for (const { name, values } of series) stack.report(`${name}: ${Math.round(median(values))} records/s`);
  return { series, ratios: comparedWithFirst(series, 'more'), figures: {} };
}

function comparedWithFirst([first, ...others]: readonly Series[], better: Ratio['better']): Ratio[] {
  return others.map((own) => ratio(own, first as Series, better));
}

interface PollerOptions {
  readonly contenders: readonly Contender[];
  readonly uri: string;
  readonly records: number;
  readonly rounds: number;
}

/** Through the poller into a function that does nothing. */
function measurePoller(stack: BenchStack, { contenders, uri, records, rounds }: PollerOptions): Promise<Measured> {
  return withTopics(stack, contenders.length, async (topics) => {
    const runs: Parameters<typeof inTurn>[1][number][] = [];
    for (const [index, { name, encode, decoded }] of contenders.entries()) {
      const topic = topics[index] ?? '';
      stack.report(`filling a topic with ${records} records of ${name} ...`);
      await fill(stack.kafka, topic, records, { written: (number) => encode(userOf(number)) });
      const source = { ...provisioned, ...(decoded && decoding(uri)) };
      runs.push([`${name}, polled`, () => runPoller(stack, topic, batchSize, records, source)]);
    }
    return inTurn(stack, runs, records, rounds);
  });
}

/** A registry wants provisioned pollers: all contenders have them. */
const provisioned: MappedSource = { ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 2 } };

function decoding(uri: string): MappedSource {
  return {
    AmazonManagedKafkaEventSourceConfig: {
      SchemaRegistryConfig: {
        SchemaRegistryURI: uri,
        EventRecordFormat: 'JSON',
        SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
      },
    },
  };
}
