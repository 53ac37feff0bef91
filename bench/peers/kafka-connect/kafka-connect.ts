import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../local/processes/ports.ts';
import { javaCommand } from '../../../local/services/java-program.ts';
import { StartError } from '../../../local/start-error.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { Contender, PeerContext, StoreName } from '../contender.ts';
import { PeerProcess } from '../peer-process.ts';
import { placesOf } from '../places.ts';
import { logOf } from '../told-peer.ts';
import { jdbcSinkJars, plugins, workerJars } from './parts.ts';
import { ConnectRest } from './rest.ts';
import { cassandraSinkSettings, jdbcSinkSettings, propertiesText, workerSettings } from './settings.ts';

const name = 'Kafka Connect';
const startMs = 120_000;
const lookEveryMs = 100;
/** As Kafka's own start script has them. */
const memory = [
  '-Xms256m',
  '-Xmx2g',
  '-XX:+UseG1GC',
  '-XX:MaxGCPauseMillis=20',
  '-XX:InitiatingHeapOccupancyPercent=35',
];

interface Worker {
  readonly process: PeerProcess;
  readonly rest: ConnectRest;
  readonly connectors: string[];
}

/** One standalone worker with Debezium's JDBC sink and a sink around DataStax's core for Cassandra. */
export async function kafkaConnect({ stack, stored, install }: PeerContext): Promise<Contender> {
  const stores: StoreName[] = ['cassandra', 'postgres'];
  const workerLib = join(await install(workerJars), 'lib', '*');
  const jdbcSink = await install(jdbcSinkJars);
  const ownClasses = await install(plugins);
  const directory = join(stack.settings.stateDir, 'peers', 'kafka-connect');
  let worker: Worker | undefined;

  return {
    ...{ name, stores, follows: true },
    async start() {
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const { bootstrapServers } = await placesOf(stack.settings);
      const port = await freePort();
      const file = join(directory, 'worker.properties');
      const settings = { bootstrapServers, port, offsetsFile: join(directory, 'offsets'), jdbcSink };
      writeFileSync(file, propertiesText(workerSettings(settings)), { mode: 0o600 });
      const command = await javaCommand({
        classPath: [workerLib, ownClasses],
        options: [...memory, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Djava.awt.headless=true'],
        mainClass: 'org.apache.kafka.connect.cli.ConnectStandalone',
        args: [file],
        cwd: directory,
      });
      const process = new PeerProcess(name, command, logOf(stack, name));
      const rest = new ConnectRest(port);
      worker = { process, rest, connectors: [] };
      const ready = eventually(() => rest.list(), startMs, lookEveryMs).catch((cause) => {
        throw new StartError(`${name} does not answer: see ${logOf(stack, name)}.`, { cause });
      });
      await Promise.race([ready, process.failed]);
    },
    async begin(from) {
      const places = await placesOf(stack.settings);
      const sinks = { jdbc: jdbcSinkSettings(places, from), cassandra: cassandraSinkSettings(places, from) };
      for (const [kind, settings] of Object.entries(sinks)) {
        // Its consumer group is named after it: each turn reads by itself.
        const connector = `${kind}-${randomUUID()}`;
        await worker?.rest.create(connector, settings);
        worker?.connectors.push(connector);
      }
    },
    async awaitDone() {
      if (!worker) throw new Error(`${name} has not been started.`);
      const over = new AbortController();
      const done = stored.untilLast(stores, over.signal);
      const watching = worker.rest.watch(worker.connectors, over.signal);
      await Promise.race([done, worker.process.failed, watching]).finally(() => over.abort());
    },
    async stop() {
      await worker?.process.end('SIGTERM');
      worker = undefined;
      // The sinks' settings, with passwords, are in none of its files; where it has read up to is of no more use.
      rmSync(directory, { recursive: true, force: true });
    },
    processes: () => ({ own: worker?.process.pids() ?? [] }),
  };
}
