import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { javaCommand } from '../../../local/services/java-program.ts';
import { nodeProgram } from '../../../local/services/node-program.ts';
import { projectDir } from '../../bench-stack.ts';
import type { Contender, PeerContext, StoreName } from '../contender.ts';
import { workerJars } from '../kafka-connect/parts.ts';
import { PeerProcess } from '../peer-process.ts';
import { placesOf } from '../places.ts';
import { logOf, toldPeer } from '../told-peer.ts';

const startMs = 60_000;
const doneMs = 1_800_000;
const header =
  'start.time, end.time, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec';

/** cassandra-driver alone, with the users of the topic in its memory, in unlogged batches of 30. */
export const cassandraDriver = (context: PeerContext) => storeAlone(context, 'cassandra', 'floor: cassandra-driver');

/** PostgreSQL's COPY alone, which knows no upsert. */
export const postgresCopy = (context: PeerContext) => storeAlone(context, 'postgres', 'floor: PostgreSQL COPY');

function storeAlone({ stack, users }: PeerContext, store: StoreName, name: string): Contender {
  const program = nodeProgram(projectDir, join(import.meta.dirname, 'store-program.ts'), []);
  return toldPeer(stack, {
    name,
    stores: [store],
    follows: false,
    // It holds every user of the topic.
    command: { ...program, args: ['--max-old-space-size=8192', ...program.args] },
    settings: () => ({ store, users }),
    done: (process) => process.says('done', doneMs),
  });
}

/** Kafka's own measuring consumer, which keeps nothing. It writes its header when its JVM is up, and then connects. */
export async function javaConsumer({ stack, users, install }: PeerContext): Promise<Contender> {
  const lib = join(await install(workerJars), 'lib', '*');
  let running: PeerProcess | undefined;
  return {
    ...{ name: 'floor: Java consumer', stores: [], follows: false },
    async start() {
      const { bootstrapServers, topic } = await placesOf(stack.settings);
      const command = await javaCommand({
        classPath: [lib],
        options: ['-Xmx512m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'],
        mainClass: 'org.apache.kafka.tools.ConsumerPerformance',
        args: [
          ...['--bootstrap-server', bootstrapServers, '--topic', topic, '--num-records', String(users)],
          ...['--group', `bench-consumer-${randomUUID()}`, '--timeout', '60000'],
        ],
        cwd: stack.settings.stateDir,
      });
      running = new PeerProcess('floor: Java consumer', command, logOf(stack, 'consumer'));
      await running.says(header, startMs);
    },
    begin: async () => undefined,
    awaitDone: () => Promise.race([running?.ended, running?.failed]),
    async stop() {
      await running?.end('SIGTERM');
      running = undefined;
    },
    processes: () => ({ own: running?.pids() ?? [] }),
  };
}
