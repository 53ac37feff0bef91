import { AwsError } from '../../aws-error.ts';
import type { StateFile } from '../../state-file.ts';
import { Registry } from '../registry.ts';
import type { DatabaseProxy } from './proxy.ts';

export class Proxies extends Registry<DatabaseProxy> {
  constructor(kept: StateFile<DatabaseProxy>) {
    super(kept, {
      nameOf: ({ name }) => name,
      keyOf: ({ id }) => id,
      missing: (name) => new AwsError('DBProxyNotFoundFault', `DB proxy ${name} not found.`, { status: 404 }),
      taken: (name) => new AwsError('DBProxyAlreadyExistsFault', `DB proxy ${name} already exists.`),
    });
  }

  byId(id: string): DatabaseProxy | undefined {
    return this.all().find((proxy) => proxy.id === id);
  }

  /** @returns what it is now */
  change(proxy: DatabaseProxy, changes: Partial<DatabaseProxy>): DatabaseProxy {
    const changed = { ...(this.byId(proxy.id) ?? proxy), ...changes, updatedAt: new Date().toISOString() };
    this.set(changed);
    return changed;
  }
}
