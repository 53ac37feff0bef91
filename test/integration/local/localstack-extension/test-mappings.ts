import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ResourceNotFoundException,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { eventually } from '../../../support/eventually.ts';
import { connections } from '../../../support/stack/stack.ts';
import { createFunction, lambda } from './test-function.ts';

// A poller that was there until a moment ago is given ten seconds.
const stateTimeoutMs = 20_000;

export type Fields = Omit<CreateEventSourceMappingCommandInput, 'FunctionName'>;

/** The Kafka mappings of one function that a test file makes. */
export class TestMappings {
  readonly functionName: string;
  readonly #uuids = new Set<string>();

  constructor(functionName: string) {
    this.functionName = functionName;
  }

  static async ofNewFunction(): Promise<TestMappings> {
    return new TestMappings(await createFunction('export const handler = async () => null;'));
  }

  /** @returns the API's answer */
  async make(fields: Fields) {
    const made = await lambda.send(new CreateEventSourceMappingCommand({ FunctionName: this.functionName, ...fields }));
    this.#uuids.add(made.UUID ?? '');
    return made;
  }

  /** @returns the UUID */
  async create(fields: Fields): Promise<string> {
    return (await this.make(fields)).UUID ?? '';
  }

  update(UUID: string, fields: Omit<UpdateEventSourceMappingCommandInput, 'UUID'>) {
    return lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...fields }));
  }

  async remove(UUID: string) {
    const removed = await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    this.#uuids.delete(UUID);
    return removed;
  }

  async read(UUID: string): Promise<EventSourceMappingConfiguration> {
    const { $metadata: _, ...mapping } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    return mapping;
  }

  async list(): Promise<EventSourceMappingConfiguration[]> {
    const answer = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: this.functionName }));
    return answer.EventSourceMappings ?? [];
  }

  /** Waits for the state and returns the mapping, which List must tell alike, but for filters under a key. */
  async inState(UUID: string, state: string): Promise<EventSourceMappingConfiguration> {
    return eventually(async () => {
      const mapping = await this.read(UUID);
      const { FilterCriteria, ...listed } = mapping;
      expect(mapping.State).toBe(state);
      expect(await this.list()).toContainEqual(mapping.KMSKeyArn ? listed : mapping);
      return mapping;
    }, stateTimeoutMs);
  }

  async removeAll(): Promise<void> {
    for (const uuid of this.#uuids) await this.remove(uuid);
    await eventually(async () => expect(await this.list()).toEqual([]), stateTimeoutMs);
  }
}

export const isGone = (mappings: TestMappings, uuid: string) =>
  expect(mappings.read(uuid)).rejects.toBeInstanceOf(ResourceNotFoundException);

/** What a poller would report. */
export const report = (statuses: object[]) => postReport(JSON.stringify({ poller: 'test', mappings: statuses }));

export function postReport(body: string): Promise<Response> {
  const url = new URL('_localstack/kafka-event-source-mappings/status', `${connections().localstack.endpoint}/`);
  return fetch(url, { method: 'POST', body });
}

export function mskSource(fields: Fields = {}): Fields {
  const EventSourceArn = connections().kafka.clusterArn;
  return { EventSourceArn, Topics: ['users'], StartingPosition: 'TRIM_HORIZON', ...fields };
}

export function selfManagedSource(fields: Fields = {}): Fields {
  return {
    SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['127.0.0.1:1', '127.0.0.1:2'] } },
    SourceAccessConfigurations: [{ Type: 'VPC_SUBNET', URI: 'subnet:subnet-1' }],
    Topics: ['users'],
    StartingPosition: 'LATEST',
    ...fields,
  };
}
