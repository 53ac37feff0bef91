import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import type { DatabaseProxy } from './proxy.ts';

/** The proxies of all accounts and Regions. */
export class Proxies {
  readonly #kept: StateFile<DatabaseProxy>;

  constructor(kept: StateFile<DatabaseProxy>) {
    this.#kept = kept;
  }

  get({ account, region }: Caller, name: string): DatabaseProxy | undefined {
    const lower = name.toLowerCase();
    return this.all().find((one) => one.name === lower && one.account === account && one.region === region);
  }

  /** @throws AwsError DBProxyNotFoundFault */
  find(caller: Caller, name = ''): DatabaseProxy {
    const proxy = this.get(caller, name);
    if (proxy) return proxy;
    throw new AwsError('DBProxyNotFoundFault', `DB proxy ${name} not found.`, { status: 404 });
  }

  byId(id: string): DatabaseProxy | undefined {
    return this.#kept.get(id);
  }

  all(): DatabaseProxy[] {
    return this.#kept.all();
  }

  list({ account, region }: Caller): DatabaseProxy[] {
    return this.all()
      .filter((one) => one.account === account && one.region === region)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  set(proxy: DatabaseProxy): void {
    this.#kept.set(proxy.id, proxy);
  }

  /** @returns what it is now */
  change(proxy: DatabaseProxy, changes: Partial<DatabaseProxy>): DatabaseProxy {
    const changed = { ...(this.byId(proxy.id) ?? proxy), ...changes, updatedAt: new Date().toISOString() };
    this.set(changed);
    return changed;
  }

  delete({ id }: DatabaseProxy): void {
    this.#kept.delete(id);
  }
}
