import { isUtf8 } from 'node:buffer';
import type { KafkaHeader, KafkaRecord } from '../record.ts';
import type { JsonObject, NumberTexts } from './json.ts';
import { type Payload, readPayload } from './payload.ts';

/** A record as patterns see it; what none of them asks for is never decoded. */
export class RecordView {
  readonly #record: KafkaRecord;
  readonly #topic: string;
  readonly #numberTexts: NumberTexts;
  #key: Payload | undefined;
  #value: Payload | undefined;
  #metadata: JsonObject | undefined;

  constructor(record: KafkaRecord, topic: string, numberTexts: NumberTexts) {
    this.#record = record;
    this.#topic = topic;
    this.#numberTexts = numberTexts;
  }

  get key(): Payload {
    this.#key ??= readPayload(this.#record.key, this.#numberTexts);
    return this.#key;
  }

  get value(): Payload {
    this.#value ??= readPayload(this.#record.value, this.#numberTexts);
    return this.#value;
  }

  /** The other fields, named as in the event. */
  get metadata(): JsonObject {
    this.#metadata ??= describe(this.#record, this.#topic);
    return this.#metadata;
  }
}

function describe({ partition, offset, timestampMs, timestampType, headers }: KafkaRecord, topic: string): JsonObject {
  const readable = headers.flatMap(readHeader);
  return { topic, partition, offset, timestamp: timestampMs, timestampType, headers: readable };
}

/** Patterns cannot do anything with a list of bytes: a header is a text, or null, and left out when it is no UTF-8. */
function readHeader([name, value]: KafkaHeader): JsonObject[] {
  if (value === null) return [{ [name]: null }];
  return isUtf8(value) ? [{ [name]: value.toString() }] : [];
}
