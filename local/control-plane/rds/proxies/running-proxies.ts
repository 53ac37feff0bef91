import type { Clients } from '../../clients.ts';
import type { Backend } from '../front/backend.ts';
import type { Front, FrontOptions } from '../front/front.ts';
import { proxyRefusals } from '../front/refusals.ts';
import type { SignIn } from '../front/sign-in.ts';
import type { Instances } from '../instances/instances.ts';
import type { RunningInstances } from '../instances/running-instances.ts';
import { administrator } from '../server/configuration.ts';
import { signInProblem } from '../server/sign-in-check.ts';
import type { Proxies } from './proxies.ts';
import type { DatabaseProxy } from './proxy.ts';
import { proxyLogins } from './proxy-logins.ts';

export interface RunningProxiesOptions {
  readonly proxies: Proxies;
  readonly instances: Instances;
  readonly runningInstances: RunningInstances;
  readonly clients: Clients;
  readonly openFront: (options: FrontOptions) => Promise<Front>;
  readonly identity: () => Promise<FrontOptions['identity']>;
  readonly log: (line: string) => void;
}

// Each has a connection of its own to the server, which lets in fewer.
const maximumConnections = 1000;

/** The proxies that listen. */
export class RunningProxies {
  readonly #options: RunningProxiesOptions;
  readonly #fronts = new Map<string, Front>();

  constructor(options: RunningProxiesOptions) {
    this.#options = options;
  }

  /** @throws Error when its port is taken */
  async start({ id, name, port, region }: DatabaseProxy): Promise<void> {
    const { openFront, identity, log } = this.#options;
    const front = await openFront({
      port,
      region,
      backend: this.#backendOf(id),
      identity: await identity(),
      refusals: proxyRefusals,
      maximumConnections,
      requireTls: () => this.#options.proxies.byId(id)?.requireTls ?? true,
      signInOf: (user) => this.#signInOf(id, user),
      log: (line) => log(`${name}: ${line}`),
    });
    this.#fronts.set(id, front);
  }

  async stop(id: string): Promise<void> {
    await this.#fronts.get(id)?.close();
    this.#fronts.delete(id);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#fronts.keys()].map((id) => this.stop(id)));
  }

  /** The target's server of the moment: it gets another port at each start, and the target may change. */
  #backendOf(id: string): Backend {
    const backend = () => {
      const { proxies, runningInstances } = this.#options;
      const [target = ''] = proxies.byId(id)?.targetGroup.targets ?? [];
      const found = runningInstances.backend(target);
      if (!found) throw new Error('The target of the proxy does not run.');
      return found;
    };
    return {
      get port() {
        return backend().port;
      },
      get socketPath() {
        return backend().socketPath;
      },
    };
  }

  async #signInOf(id: string, user: string): Promise<SignIn> {
    const { proxies, instances, runningInstances, clients, log } = this.#options;
    const proxy = proxies.byId(id);
    const [target] = proxy?.targetGroup.targets ?? [];
    if (!proxy || target === undefined || !instances.byResourceId(target)) {
      return refused('This RDS Proxy has no target: register a DB instance with RegisterDBProxyTargets.', '08000');
    }
    const logins = await proxyLogins(proxy, clients, log);
    const login = logins.find(({ username }) => username === user);
    if (!login || user === administrator) {
      const remedy = 'Check the credentials for this role and try again.';
      return refused(`This RDS proxy has no credentials for the role ${user}. ${remedy}`, '28000');
    }
    if (login.iamAuth !== 'REQUIRED') return { kind: 'password' };
    // With a token the user comes by the socket, where nobody asks whether the secret is right.
    const backend = runningInstances.backend(target);
    const problem = backend && (await signInProblem(backend.port, user, login.password));
    return problem === undefined ? { kind: 'token' } : refused(problem, '28P01');
  }
}

function refused(message: string, sqlState: string): SignIn {
  return { kind: 'refused', message, sqlState };
}
