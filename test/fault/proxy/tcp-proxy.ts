import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket, connect as tcpConnect } from 'node:net';
import { Lane } from './lane.ts';

export interface Place {
  readonly host: string;
  readonly port: number;
}

export interface Delays {
  /** Milliseconds that every piece of data takes longer. @default 0 */
  readonly toServer?: number;
  /** The same of answers. @default 0 */
  readonly toClient?: number;
}

/** A connection of a client, and the proxy's own one to the server. */
interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  readonly lanes: readonly [toServer: Lane, toClient: Lane];
}

const loopback = '127.0.0.1';
/** Beyond it connections are refused: a client that leaks them is to be seen. */
const maximumConnections = 500;

/** Stands between clients and a server on 127.0.0.1, and passes everything on until it is told to do worse. */
export class TcpProxy {
  readonly port: number;
  readonly #pairs = new Set<Pair>();
  readonly #close: () => Promise<void>;
  #accepted = 0;
  #delays: Delays = {};
  #swallows = false;
  #refuses = false;

  private constructor(port: number, close: () => Promise<void>) {
    this.port = port;
    this.#close = close;
  }

  static async open(target: Place): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.maxConnections = maximumConnections;
    server.listen(0, loopback);
    await once(server, 'listening');
    const proxy = new TcpProxy((server.address() as AddressInfo).port, async () => {
      const closed = once(server, 'close');
      server.close();
      await closed;
    });
    server.on('connection', (client) => proxy.#accept(client, target));
    return proxy;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#pairs.size;
  }

  /** Connections since the beginning. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Of open and of new connections. */
  delay(delays: Delays): void {
    this.#delays = delays;
    for (const pair of this.#pairs) this.#setDelays(pair);
  }

  /** Half open: what either side sends is lost without a word. New connections are accepted and get no answer either. */
  swallow(): void {
    this.#swallows = true;
    this.swallowOpen();
  }

  /** The same of the connections that are open now; new ones work. */
  swallowOpen(): void {
    for (const { lanes } of this.#pairs) for (const lane of lanes) lane.swallow();
  }

  /** Resets every open connection (RST). */
  cut(): void {
    for (const pair of this.#pairs) reset(pair);
  }

  /** The same, and of every new one too. */
  refuse(): void {
    this.#refuses = true;
    this.cut();
  }

  /** Turns over the bits of the next bytes that the server sends, on every open connection. */
  corrupt(bytes: number): void {
    for (const { lanes } of this.#pairs) lanes[1].corrupt(bytes);
  }

  /** New connections work as if nothing had been; what was swallowed stays lost, so those that lost it stay dead. */
  heal(): void {
    this.#swallows = false;
    this.#refuses = false;
    this.delay({});
  }

  async close(): Promise<void> {
    this.refuse();
    await this.#close();
  }

  #accept(client: Socket, target: Place): void {
    this.#accepted += 1;
    if (this.#refuses) {
      client.resetAndDestroy();
      return;
    }
    const server = tcpConnect({ ...target, allowHalfOpen: true, noDelay: true });
    const pair: Pair = { client, server, lanes: [new Lane(client, server), new Lane(server, client)] };
    this.#pairs.add(pair);
    this.#setDelays(pair);
    if (this.#swallows) for (const lane of pair.lanes) lane.swallow();
    for (const socket of [client, server]) {
      // A reset of one side is one of the other; how it came to be is the business of both.
      socket.on('error', () => reset(pair));
      socket.on('close', () => this.#end(pair));
    }
  }

  #setDelays({ lanes: [toServer, toClient] }: Pair): void {
    toServer.delayMs = this.#delays.toServer ?? 0;
    toClient.delayMs = this.#delays.toClient ?? 0;
  }

  #end(pair: Pair): void {
    // Whoever is left of a half-open pair hears nothing of the other one's end.
    if (pair.lanes[0].swallows && !(pair.client.destroyed && pair.server.destroyed)) return;
    if (!this.#pairs.delete(pair)) return;
    for (const lane of pair.lanes) lane.close();
    for (const socket of [pair.client, pair.server]) if (!socket.destroyed) socket.destroySoon();
  }
}

function reset({ client, server }: Pair): void {
  for (const socket of [client, server]) if (!socket.destroyed) socket.resetAndDestroy();
}
