import type { MappingView } from '../../../mappings/answers.ts';
import type { Draft } from './publish-draft.ts';

/** What becomes of a message with one of those that read its topic. */
export interface Fate {
  readonly text: string;
  /** Whether it comes to no function. */
  readonly isBad: boolean;
  /** It will wait there, or may. */
  readonly isLetter: boolean;
}

/** The pipeline's own, of which more is known than of others. */
const own = { topic: 'users_created', reader: 'users-sink', letters: ':users-sink-failures' };

/** One for each event source mapping of the topic; where there is none, that nobody is given the message. */
export function fatesOf(draft: Draft, topic: string, mappings: readonly MappingView[]): Fate[] {
  const readers = mappings.filter(({ topics }) => topics.includes(topic));
  if (readers.length > 0) return readers.map((reader) => fateWith(reader, topic, draft));
  const text = 'No event source mapping reads this topic: the message is in it, and no function is given it.';
  return [{ text, isBad: false, isLetter: false }];
}

function fateWith(reader: MappingView, topic: string, draft: Draft): Fate {
  const { functionName, state } = reader;
  const paused =
    state === 'Disabled' ? ' The mapping is paused: until it is resumed, the message waits in the topic.' : '';
  const problem = undecodable(reader, draft);
  if (problem !== undefined) {
    const text = `The mapping of ${functionName} decodes ${problem}: the function is not given it. ${endOf(reader)}`;
    return { text: text + paused, isBad: true, isLetter: isOwnDestination(reader) };
  }
  const isOwn = topic === own.topic && functionName === own.reader;
  const text = isOwn ? ownWords[draft.kind] : `${functionName} is given the message${filtered(reader)}.`;
  return { text: text + paused, isBad: false, isLetter: isOwn };
}

const ownWords: Readonly<Record<Draft['kind'], string>> = {
  text: 'users-sink reads it. Unless it is a user whose id is the key, it waits in the dead letters with the reason.',
  framed:
    'users-sink reads it, and stores it in both stores if it fits the schema and is a user whose id is the key. Otherwise it waits in the dead letters with the reason.',
  tombstone:
    'users-sink reads it, and deletes the user whose id is the key from both stores. Without such a key it waits in the dead letters.',
};

const problems = {
  key: 'keys by their schema. This key is a text that names none',
  value: 'values by their schema. This value is a text that names none',
  json: 'values by their schema. This value is no JSON',
};

/** Only what is certain. */
function undecodable({ configuration }: MappingView, { key, kind, value }: Draft): string | undefined {
  const decoded = decodedParts(configuration);
  if (decoded.includes('KEY') && key !== '') return problems.key;
  if (!decoded.includes('VALUE') || kind === 'tombstone') return undefined;
  if (kind === 'text') return problems.value;
  return isJson(value) ? undefined : problems.json;
}

/** As Lambda's API has it. */
interface Configuration {
  readonly AmazonManagedKafkaEventSourceConfig?: KafkaConfig;
  readonly SelfManagedKafkaEventSourceConfig?: KafkaConfig;
  readonly FilterCriteria?: { readonly Filters?: readonly unknown[] };
}

interface KafkaConfig {
  readonly SchemaRegistryConfig?: {
    readonly SchemaRegistryURI?: string;
    readonly SchemaValidationConfigs?: readonly { readonly Attribute?: string }[];
  };
}

function decodedParts(configuration: Configuration): (string | undefined)[] {
  const { AmazonManagedKafkaEventSourceConfig: managed, SelfManagedKafkaEventSourceConfig: selfManaged } =
    configuration;
  const { SchemaValidationConfigs: parts = [] } = (managed ?? selfManaged)?.SchemaRegistryConfig ?? {};
  return parts.map(({ Attribute }) => Attribute);
}

function endOf(reader: MappingView): string {
  if (reader.onFailure === null) return 'It is dropped: the mapping has no on-failure destination.';
  if (isOwnDestination(reader)) return 'It comes to no store, and waits in the dead letters as DESERIALIZATION_ERROR.';
  return `It goes to ${reader.onFailure} as DESERIALIZATION_ERROR.`;
}

function isOwnDestination({ onFailure }: MappingView): boolean {
  return onFailure?.endsWith(own.letters) ?? false;
}

function filtered({ configuration }: MappingView): string {
  const { Filters = [] } = (configuration as Configuration).FilterCriteria ?? {};
  return Filters.length > 0 ? ', if it matches the filters of the mapping' : '';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
