import type { Settings } from '../settings.ts';
import { loopback, type ServiceName } from './service.ts';

type Standpoint = Pick<Settings, 'containers'>;

/** Where this program reaches a service: in a network of containers each has its name. */
export function hostOf(service: ServiceName, { containers }: Standpoint): string {
  return containers === 'inside' ? service : loopback;
}

/** Where the functions reach a service: they are in containers when the services are. */
export function hostForFunctions(service: ServiceName, { containers }: Standpoint): string {
  return containers === undefined ? loopback : service;
}

/** What a program of the stack listens on: a container's network is shut to others by itself. */
export function listenHost({ containers }: Standpoint): string {
  return containers === 'inside' ? '0.0.0.0' : loopback;
}
