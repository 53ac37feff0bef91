import type { Settings } from '../settings.ts';
import { cassandra } from './cassandra/cassandra.ts';
import { console } from './console/console-service.ts';
import { controlPlane } from './control-plane/control-plane-service.ts';
import { eventSourceMapping } from './event-source-mapping/event-source-mapping-service.ts';
import { kafka } from './kafka/kafka.ts';
import { localstack } from './localstack/localstack.ts';
import { randomUserApi } from './random-user-api/random-user-api-service.ts';
import { schemaRegistry } from './schema-registry/schema-registry.ts';
import type { Service } from './service.ts';

/** What the pipeline is made of, in the order in which it is listed; each can start without the others. */
export const pipelineServices: readonly Service[] = [
  localstack,
  kafka,
  cassandra,
  schemaRegistry,
  randomUserApi,
  controlPlane,
  eventSourceMapping,
  console,
];

/** Those of them that are the stack's own: LocalStack is not where another emulator stands in for it. */
export function ownServices(services: readonly Service[], { emulatorEndpoint }: Settings): readonly Service[] {
  return emulatorEndpoint ? services.filter((service) => service !== localstack) : services;
}
