import { isFree } from '../../processes/ports.ts';
import { AwsError } from '../aws-error.ts';

const count = 64;
/** What every template says, and every instance cannot have. */
const usualPort = 5432;

/** Gives out the ports on which instances and proxies are reached. */
export class PortRegister {
  readonly #first: number;
  readonly #taken: () => readonly number[];
  /** Given out, and not yet noted by whoever asked. */
  readonly #reserved = new Set<number>();

  /** @param taken the ports of all that there is */
  constructor(first: number, taken: () => readonly number[]) {
    this.#first = first;
    this.#taken = taken;
  }

  /** Whether the port is one of those that are given out here. */
  readonly isOwn = (port: number): boolean => {
    return (port >= this.#first && port < this.#first + count) || this.#taken().includes(port);
  };

  /**
   * Runs `use` with a port that is kept free for it meanwhile.
   * @param wanted is taken when it is free, unless it is the usual one
   */
  async withPort<Result>(wanted: number | undefined, use: (port: number) => Promise<Result>): Promise<Result> {
    const port = await this.#next(wanted);
    try {
      return await use(port);
    } finally {
      this.#reserved.delete(port);
    }
  }

  async #next(wanted: number | undefined): Promise<number> {
    const own = Array.from({ length: count }, (_, index) => this.#first + index);
    const asked = wanted === undefined || wanted === usualPort ? [] : [wanted];
    for (const port of [...asked, ...own]) {
      if (this.#reserved.has(port) || this.#taken().includes(port)) continue;
      this.#reserved.add(port);
      if (await isFree(port)) return port;
      this.#reserved.delete(port);
    }
    const message = `All ${count} ports from ${this.#first} on are taken: delete an instance or a proxy.`;
    throw new AwsError('InstanceQuotaExceeded', message);
  }
}
