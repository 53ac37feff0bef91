import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../../../local/processes/ports.ts';
import { portVariable, readSettings } from '../../../../../local/settings.ts';
import { eventually } from '../../../../support/eventually.ts';
import { projectDir, stackEnvironment } from '../../../../support/stack/stack.ts';

const stack = readSettings({ ...process.env, ...stackEnvironment }, projectDir);

/** A control plane of a test's own, on the Cassandra of the tests' stack, to be stopped, killed and started again. */
export class OwnControlPlane {
  readonly #stateDir: string;
  readonly #cassandraPort: number;
  #process: ChildProcess | undefined;
  #url = '';

  /** @param stateDir empty, or that of one before it */
  constructor(stateDir: string, cassandraPort = stack.ports.cassandra) {
    this.#stateDir = stateDir;
    this.#cassandraPort = cassandraPort;
  }

  async start(): Promise<void> {
    copyFileSync(join(stack.stateDir, 'credentials.json'), join(this.#stateDir, 'credentials.json'));
    const port = await freePort();
    this.#url = `http://127.0.0.1:${port}`;
    this.#process = spawn(process.execPath, [join(projectDir, 'local', 'control-plane', 'cli.ts')], {
      env: {
        ...process.env,
        ...{ PORT_OFFSET: '', NODE_OPTIONS: '', PIPELINE_STATE_DIR: this.#stateDir },
        [portVariable('controlPlane')]: String(port),
        [portVariable('cassandra')]: String(this.#cassandraPort),
      },
      stdio: 'ignore',
    });
    await eventually(() => fetch(`${this.#url}/health`), 30_000);
  }

  /** @returns its exit code or signal */
  async end(signal: NodeJS.Signals): Promise<unknown> {
    const child = this.#process as ChildProcess;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code, by] = await ended;
    return code ?? by;
  }

  /** @returns the operation's answer, or the error's code and message */
  async call(operation: string, request: object): Promise<Record<string, unknown>> {
    const caller = { account: '000000000000', region: 'us-east-1' };
    const body = JSON.stringify({ service: 'keyspaces', operation, ...caller, request });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.#url}/call`, { method: 'POST', body, headers });
    return (await answer.json()) as Record<string, unknown>;
  }
}
