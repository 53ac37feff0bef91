import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Command } from 'commander';
import { hostOf, listenHost } from '../services/hosts.ts';
import { listen } from '../services/listen.ts';
import { loopback } from '../services/service.ts';
import { readSettings, type Settings } from '../settings.ts';
import { app } from './app.ts';
import { openGlue } from './glue/glue.ts';
import { openKeyspaces } from './keyspaces/keyspaces.ts';
import { openMsk } from './msk/msk.ts';
import { openRds } from './rds/rds.ts';
import { type Owner, Resources } from './resources.ts';
import { StateFile, stateFileOf } from './state-file.ts';

/** By LocalStack's name of the service. */
const openers = { glue: openGlue, kafka: openMsk, keyspaces: openKeyspaces, rds: openRds };

const projectDir = join(import.meta.dirname, '..', '..');
// For answers under way when a signal comes.
const stopGraceMs = 1000;

const command = new Command('control-plane')
  .description(
    `Answers the APIs of MSK, Amazon Keyspaces, RDS and Glue's schema registry, for LocalStack, on the services of this stack. Listens on ${loopback}, in a container on all of its addresses; PIPELINE_STATE_DIR and the ports come from the environment as for every other command.`,
  )
  .action(() => serve(readSettings(process.env, projectDir)));

await command.parseAsync();

async function serve(settings: Settings): Promise<void> {
  const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
  const stateOf = (kind: string) => stateFileOf(settings.stateDir, kind);
  const options = { settings, stateOf, log };
  const services = Object.fromEntries(Object.entries(openers).map(([name, open]) => [name, open(options)]));
  const all = Object.values(services);
  const resourceTypes = Object.fromEntries(all.flatMap((service) => Object.entries(service.resourceTypes)));
  const resources = new Resources(resourceTypes, new StateFile<Owner>(stateOf('owners')));
  const started = Promise.withResolvers<void>();
  const names = [hostOf('control-plane', settings)];
  const server = boundedServer(app({ services, resources, log, names }), started.promise);
  const port = settings.ports.controlPlane;
  const host = listenHost(settings);
  await listen(server, port, host).catch((error: Error) =>
    command.error(`Port ${port} of ${host} cannot be listened on: ${error.message}. Set CONTROL_PLANE_PORT.`),
  );
  const end = () => {
    server.close(async () => {
      await Promise.all(all.map((service) => service.stop()));
      // Cassandra's driver leaves a connection open that it has made anew after a restart of Cassandra.
      process.exit();
    });
    setTimeout(() => server.closeAllConnections(), stopGraceMs).unref();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  await Promise.all(all.map((service) => service.start()));
  started.resolve();
  log(`Serving http://${host}:${port}`);
}

/** Calls wait until `started`: only whoever holds the port may touch what is kept. */
function boundedServer(routes: ReturnType<typeof app>, started: Promise<void>): Server {
  const listener = getRequestListener(routes.fetch);
  const server = createServer({ requestTimeout: 10_000, keepAliveTimeout: 30_000 }, async (request, response) => {
    await started;
    await listener(request, response);
  });
  server.maxConnections = 256;
  return server;
}
