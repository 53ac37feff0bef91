/** A record as Kafka keeps it, with nothing decoded. */
export interface KafkaRecord {
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
  readonly timestampType: TimestampType;
  readonly key: Buffer | null;
  /** null is a tombstone. */
  readonly value: Buffer | null;
  readonly headers: readonly KafkaHeader[];
  /** The schema that the key was decoded with, when a schema registry takes part. */
  readonly keySchema?: SchemaMetadata;
  readonly valueSchema?: SchemaMetadata;
}

/** As events name the schema of a key or value; `dataFormat` is the one in the topic, also when the event has JSON. */
export interface SchemaMetadata {
  readonly dataFormat: 'AVRO' | 'PROTOBUF' | 'JSON';
  readonly schemaId: string;
}

export type TimestampType = 'CREATE_TIME' | 'LOG_APPEND_TIME';

export type KafkaHeader = readonly [name: string, value: Buffer | null];

/** A record as the function will see it: serialised once, with its size, so that batches are formed by adding numbers. */
export interface EventRecord {
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
  readonly json: string;
  /** Of `json` in UTF-8. */
  readonly bytes: number;
  /** Why it is never sent, for a record that goes to the on-failure destination at once. */
  readonly refusal?: RecordRefusal;
  /** As Kafka keeps it, where the event has another: its schema was taken away. */
  readonly originalKey?: Buffer | null;
}

/** What is wrong with a record by its schema registry, in the words of Lambda's failure records. */
export type RecordRefusal = 'SCHEMA_NOT_FOUND' | 'DESERIALIZATION_ERROR';
