import type { PortName, Settings } from '../../settings.ts';
import { hostOf, listenHost } from '../hosts.ts';
import { loopback } from '../service.ts';

interface Listener {
  readonly name: string;
  readonly protocol: string;
  readonly port: PortName;
  readonly outside: number;
}

/**
 * How the broker can be reached: its name for each way, and the port. In a container the port of `outside` is published
 * as the other one, for clients on the machine: a broker tells its clients where it is, and they know it by another
 * name than the containers do.
 */
const listeners = {
  plaintext: { name: 'PLAINTEXT', protocol: 'PLAINTEXT', port: 'kafka', outside: 9092 },
  tls: { name: 'TLS', protocol: 'SSL', port: 'kafkaTls', outside: 9094 },
  mutualTls: { name: 'MTLS', protocol: 'SSL', port: 'kafkaMutualTls', outside: 9095 },
  scram: { name: 'SCRAM', protocol: 'SASL_SSL', port: 'kafkaScram', outside: 9096 },
  iam: { name: 'IAM', protocol: 'SASL_SSL', port: 'kafkaIam', outside: 9098 },
} as const satisfies Record<string, Listener>;

type ListenerName = keyof typeof listeners;
type Place = Pick<Settings, 'ports' | 'containers'>;

export const listenerPorts: readonly PortName[] = Object.values(listeners).map(({ port }) => port);

/** host:port of each listener. */
export function bootstrapServers(place: Place): Record<ListenerName, string> {
  const host = hostOf('kafka', place);
  const entries = Object.entries(listeners).map(([key, { port }]) => [key, `${host}:${place.ports[port]}`]);
  return Object.fromEntries(entries) as Record<ListenerName, string>;
}

export const outsidePrefix = 'OUTSIDE_';

/** What the broker's own configuration says of them: where it listens, what it tells its clients, and by which protocol. */
export function listenerAddresses(place: Place): { listeners: string; advertised: string; protocols: string } {
  const all = [
    ...Object.values(listeners).map((one) => ({
      ...one,
      listens: place.ports[one.port],
      tells: hostOf('kafka', place),
    })),
    ...(place.containers === 'inside' ? Object.values(listeners).map(fromOutside) : []),
  ];
  const lines = all.map(({ name, protocol, listens, tells, port }) => ({
    listener: `${name}://${listenHost(place)}:${listens}`,
    advertised: `${name}://${tells}:${place.ports[port]}`,
    protocol: `${name}:${protocol}`,
  }));
  return {
    listeners: lines.map(({ listener }) => listener).join(','),
    advertised: lines.map(({ advertised }) => advertised).join(','),
    protocols: lines.map(({ protocol }) => protocol).join(','),
  };
}

function fromOutside({ name, outside, ...listener }: Listener) {
  return { ...listener, name: outsidePrefix + name, outside, listens: outside, tells: loopback };
}
