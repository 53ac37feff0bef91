import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from '../../../local/start-error.ts';
import type { ConnectSettings } from './settings.ts';

const everyMs = 1000;
const askMs = 30_000;

/** The REST API of a Connect worker. */
export class ConnectRest {
  readonly #url: string;

  constructor(port: number) {
    this.#url = `http://127.0.0.1:${port}/connectors`;
  }

  /** @throws Error until the worker answers */
  async list(): Promise<readonly string[]> {
    return (await this.#ask('', {})) as readonly string[];
  }

  async create(name: string, settings: ConnectSettings): Promise<void> {
    await this.#ask(`/${name}/config`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...settings, name }),
    });
  }

  /** Rejects when a task of one of them has failed, with its own words; it never resolves before the signal. */
  async watch(names: readonly string[], signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const all = (await this.#ask('?expand=status', {})) as Record<string, { status: Status } | undefined>;
      for (const name of names) requireRunning(name, all[name]?.status);
      await wait(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #ask(path: string, request: RequestInit): Promise<unknown> {
    const response = await fetch(this.#url + path, { ...request, signal: AbortSignal.timeout(askMs) });
    if (response.ok) return response.json();
    throw new StartError(`Kafka Connect answers ${response.status} to ${path}: ${await response.text()}`);
  }
}

interface Status {
  readonly connector: { readonly state?: string; readonly trace?: string };
  readonly tasks: readonly { readonly state: string; readonly trace?: string }[];
}

/** A connector that was created just now may have no status yet. */
function requireRunning(name: string, status: Status | undefined): void {
  const failed = status && [status.connector, ...status.tasks].find(({ state }) => state === 'FAILED');
  if (failed) throw new StartError(`The connector ${name} has failed: ${failed.trace}`);
}
