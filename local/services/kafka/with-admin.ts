import type kafkajs from 'kafkajs';

/** Lends a connection for questions about the cluster, which is closed after the work. @throws Error without a broker */
export async function withAdmin<Result>(
  client: kafkajs.Kafka,
  work: (admin: kafkajs.Admin) => Promise<Result>,
): Promise<Result> {
  const admin = client.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
