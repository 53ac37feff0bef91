// Connects as a function does: node connect.ts kafka|cassandra|postgres HOST PORT. Which authorities it trusts is
// Node's own affair, by NODE_EXTRA_CA_CERTS.
import type { KafkaClient } from '@aws-sdk/client-kafka';
import { createCassandraClient } from '../../../lambdas/core/clients/cassandra.ts';
import { createKafka } from '../../../lambdas/core/clients/kafka.ts';
import { createPostgresPool } from '../../../lambdas/core/clients/postgres.ts';

const region = 'us-east-1';
const credentials = async () => ({ accessKeyId: 'test', secretAccessKey: 'test' });

const connects: Readonly<Record<string, (host: string, port: number) => Promise<unknown>>> = {
  async kafka(host, port) {
    // MSK's answer, which here is another's address.
    const msk = {
      send: async () => ({ BootstrapBrokerStringSaslIam: `${host}:${port}` }),
      config: { region: async () => region },
    } as unknown as KafkaClient;
    const kafka = await createKafka(msk, { clusterArn: 'arn', topic: 'users_created' });
    const admin = kafka.admin({ retry: { retries: 0 } });
    await admin.connect().finally(() => admin.disconnect());
  },
  async cassandra(host, port) {
    const client = createCassandraClient(credentials, { host, port, region, keyspace: 'spark_streams' });
    await client.connect().finally(() => client.shutdown());
  },
  async postgres(host, port) {
    const database = { host, port, database: 'users_pipeline', user: 'users_pipeline', region };
    const pool = createPostgresPool(credentials, database, 1);
    await pool.query('SELECT 1').finally(() => pool.end());
  },
};

/** Drivers hide the reason in causes and in lists of their own. */
function reasonsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { innerErrors = {}, cause } = error as Error & { innerErrors?: Record<string, unknown> };
  return [
    error.message,
    (error as NodeJS.ErrnoException).code,
    ...[...Object.values(innerErrors), cause].map(reasonsOf),
  ].join('\n');
}

const [driver = '', host = '', port = ''] = process.argv.slice(2);
try {
  await connects[driver]?.(host, Number(port));
  process.stdout.write('connected');
} catch (error) {
  process.stdout.write(reasonsOf(error));
}
process.exit();
