import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Command } from 'commander';
import { hostOf, listenHost } from '../services/hosts.ts';
import { listen } from '../services/listen.ts';
import { loopback } from '../services/service.ts';
import { readSettings, type Settings } from '../settings.ts';
import { app } from './app.ts';
import { AuditLog } from './audit/audit-log.ts';
import { Jobs } from './jobs/jobs.ts';
import { pipelineParts } from './samples/pipeline-parts.ts';
import { Sampler } from './samples/sampler.ts';
import { openSources } from './sources/sources.ts';

const projectDir = join(import.meta.dirname, '..', '..');
// For answers under way when a signal comes, and then for jobs and connections to end.
const answersGraceMs = 1000;
const stopGraceMs = 5000;
// A page holds a few: one for what it shows, one for what it follows.
const mostConnections = 128;

const command = new Command('console')
  .description(
    `The pipeline's web page, on the services of this stack. Listens on ${loopback}, in a container on all of its addresses; PIPELINE_STATE_DIR and the ports come from the environment as for every other command.`,
  )
  .action(() => serve(readSettings(process.env, projectDir)));

await command.parseAsync();

async function serve(settings: Settings): Promise<void> {
  const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
  // Of a driver whose server has gone: the page goes on, and says which part does not answer.
  process.on('unhandledRejection', (error) => log(`Nobody waited for: ${(error as Error)?.stack ?? error}`));
  const sources = openSources(settings);
  const jobs = new Jobs(log);
  const audit = new AuditLog(join(settings.stateDir, 'data', 'console', 'audit.jsonl'));
  const sampler = new Sampler(pipelineParts(sources));
  const server = boundedServer(app({ sources, jobs, audit, sampler, log, names: [hostOf('console', settings)] }));
  const port = settings.ports.console;
  const host = listenHost(settings);
  await listen(server, port, host).catch((error: Error) =>
    command.error(`Port ${port} of ${host} cannot be listened on: ${error.message}. Set CONSOLE_PORT.`),
  );
  sampler.start();
  log(`Serving http://${host}:${port}`);
  const end = async () => {
    // A part that stands still keeps nobody from stopping.
    setTimeout(() => process.exit(), stopGraceMs).unref();
    sampler.stop();
    const jobsEnded = jobs.cancelAll();
    await closed(server);
    await jobsEnded;
    await sources.close();
    process.exit();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

/** Answers under way are ended first; pages that follow something would go on for ever. */
async function closed(server: Server): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve));
  setTimeout(() => server.closeAllConnections(), answersGraceMs).unref();
  await ended;
}

function boundedServer(routes: ReturnType<typeof app>): Server {
  const limits = {
    ...{ maxHeaderSize: 16_384, headersTimeout: 5000, requestTimeout: 10_000, keepAliveTimeout: 30_000 },
    // How often these times are looked at.
    connectionsCheckingInterval: 1000,
  };
  const server = createServer(limits, getRequestListener(routes.fetch));
  server.maxConnections = mostConnections;
  return server;
}
