// Topics and records for the examples, on the Kafka that `npm run services` has started.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import kafkajs from 'kafkajs';

const usage = `Usage: node examples/kafka.mjs <command>
  create <topic> [--partitions 3]
  produce <topic> <file> [--key <field>] [--header <name>=<value>]   each line of the file is a record's value;
                                                       --key names the field of its JSON that becomes the key
  delete <topic>
  show <fact>                   what connections.json says of Kafka: scram, tls, clusterArn, caCertificate, ...
  secret <login | authority>    the login, or the certificate of the brokers' authority, as Lambda reads it`;

const connections = join(
  resolve(import.meta.dirname, '..', process.env.PIPELINE_STATE_DIR || '.local'),
  'connections.json',
);
const facts = readFacts();

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    partitions: { type: 'string', default: '3' },
    key: { type: 'string' },
    header: { type: 'string', multiple: true, default: [] },
  },
});
const [command, subject, file] = positionals;

const commands = {
  create: () =>
    withAdmin((admin) =>
      // kafkajs gives up while a new topic has no leader yet; whoever produces waits for one.
      admin.createTopics({
        topics: [{ topic: subject, numPartitions: Number(options.partitions) }],
        waitForLeaders: false,
      }),
    ),
  produce: async () => {
    const lines = readFileSync(file, 'utf8').split('\n');
    await produce(subject, lines.filter(Boolean).map(toMessage));
  },
  delete: () => withAdmin((admin) => admin.deleteTopics({ topics: [subject] })),
  show: () => console.log(facts[subject]),
  secret: () => console.log(JSON.stringify(secrets[subject]())),
};

const secrets = {
  login: () => ({ username: facts.username, password: facts.password }),
  authority: () => ({ certificate: readFileSync(facts.caCertificate, 'utf8') }),
};

const known = command === 'secret' ? secrets[subject] : command === 'show' ? facts[subject] : subject;
if (!commands[command] || !known || (command === 'produce' && !file)) {
  console.error(usage);
  process.exit(1);
}
await commands[command]();

function readFacts() {
  try {
    const { kafka } = JSON.parse(readFileSync(connections, 'utf8'));
    if (kafka) return kafka;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  console.error(`${connections} does not tell of Kafka: start it with npm run services -- localstack kafka.`);
  process.exit(1);
}

function toMessage(line) {
  const headers = Object.fromEntries(options.header.map((header) => header.split(/=(.*)/s)));
  return { value: line, headers, ...(options.key && { key: String(JSON.parse(line)[options.key]) }) };
}

async function produce(topic, messages) {
  const producer = client().producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    await producer.send({ topic, messages });
  } finally {
    await producer.disconnect();
  }
}

async function withAdmin(work) {
  const admin = client().admin();
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.disconnect();
  }
}

function client() {
  return new kafkajs.Kafka({ brokers: [facts.bootstrapServers], logLevel: kafkajs.logLevel.NOTHING });
}
