import type { PortName, Ports } from '../../settings.ts';
import { loopback } from '../service.ts';

/** How the broker can be reached: its name for each way, and the port. */
const listeners = {
  plaintext: { name: 'PLAINTEXT', port: 'kafka' },
  tls: { name: 'TLS', port: 'kafkaTls' },
  mutualTls: { name: 'MTLS', port: 'kafkaMutualTls' },
  scram: { name: 'SCRAM', port: 'kafkaScram' },
  iam: { name: 'IAM', port: 'kafkaIam' },
} as const satisfies Record<string, { name: string; port: PortName }>;

type ListenerName = keyof typeof listeners;

export const listenerPorts: readonly PortName[] = Object.values(listeners).map(({ port }) => port);

/** host:port of each listener. */
export function bootstrapServers(ports: Ports): Record<ListenerName, string> {
  const entries = Object.entries(listeners).map(([key, { port }]) => [key, `${loopback}:${ports[port]}`]);
  return Object.fromEntries(entries) as Record<ListenerName, string>;
}

/** The same as the broker's own configuration writes it. */
export function listenerAddresses(ports: Ports): string {
  return Object.values(listeners)
    .map(({ name, port }) => `${name}://${loopback}:${ports[port]}`)
    .join(',');
}
