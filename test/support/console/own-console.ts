import { join } from 'node:path';
import type { Hono } from 'hono';
import { app, type ConsoleParts } from '../../../local/console/app.ts';
import { AuditLog } from '../../../local/console/audit/audit-log.ts';
import { Jobs } from '../../../local/console/jobs/jobs.ts';
import { pipelineParts } from '../../../local/console/samples/pipeline-parts.ts';
import { Sampler } from '../../../local/console/samples/sampler.ts';
import { openSources } from '../../../local/console/sources/sources.ts';
import { readSettings } from '../../../local/settings.ts';

/** A console without a server and without services: every part of the pipeline is away. */
export function ownConsole(stateDir: string, parts: Partial<ConsoleParts> = {}) {
  // Nothing listens there: only root could.
  const nobody = {
    LOCALSTACK_PORT: '1025',
    KAFKA_PORT: '1026',
    CASSANDRA_PORT: '1027',
    EVENT_SOURCE_MAPPING_PORT: '1028',
  };
  const sources = openSources(readSettings({ PIPELINE_STATE_DIR: stateDir, ...nobody }, stateDir));
  const logged: string[] = [];
  const auditFile = join(stateDir, 'console', 'audit.jsonl');
  const audit = new AuditLog(auditFile);
  const jobs = new Jobs();
  // Never started: it has no samples.
  const sampler = new Sampler(pipelineParts(sources));
  const routes = app({ sources, jobs, audit, sampler, log: (line) => logged.push(line), ...parts });
  return { routes, jobs, audit, auditFile, logged };
}

/** The secret of a console's page. */
export async function tokenOf(routes: Pick<Hono, 'request'>): Promise<string> {
  return tokenIn(await (await routes.request('http://127.0.0.1/')).text());
}

export function tokenIn(page: string): string {
  const [, token = ''] = /name="console-token" content="([^"]+)"/.exec(page) ?? [];
  return token;
}
