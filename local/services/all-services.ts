import { cassandra } from './cassandra/cassandra.ts';
import { eventSourceMapping } from './event-source-mapping/event-source-mapping-service.ts';
import { kafka } from './kafka/kafka.ts';
import { localstack } from './localstack/localstack.ts';
import { postgres } from './postgres/postgres.ts';
import { randomUserApi } from './random-user-api/random-user-api-service.ts';
import type { Service } from './service.ts';

/** In the order in which they are listed; each can start without the others. */
export const allServices: readonly Service[] = [
  localstack,
  kafka,
  cassandra,
  postgres,
  randomUserApi,
  eventSourceMapping,
];
