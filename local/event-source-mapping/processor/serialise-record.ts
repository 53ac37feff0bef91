import type { EventRecord, KafkaHeader, KafkaRecord, SchemaMetadata } from '../record.ts';

// Header bytes are numbers from -128 to 127 in the event: it is written by a Java program.
const signedBytes = Array.from({ length: 256 }, (_, byte) => String(byte > 127 ? byte - 256 : byte));

const rememberedHeaders = 1000;
const rememberedHeaderBytes = 256;

/**
 * Makes the function that writes a topic's records as Lambda does, each as one JSON object.
 * An absent key and a tombstone's value have no property, and an empty value is an empty string.
 */
export function recordSerialiser(topic: string): (record: KafkaRecord) => EventRecord {
  const start = `{"topic":${JSON.stringify(topic)},"partition":`;
  const serialiseHeader = headerSerialiser();

  return (record) => {
    const { partition, offset, timestampMs, timestampType, key, value, headers, keySchema, valueSchema } = record;
    const keyJson = key === null ? '' : `,"key":"${key.toString('base64')}"`;
    const valueJson = value === null ? '' : `,"value":"${value.toString('base64')}"`;
    const headersJson = headers.length === 0 ? '' : headers.map(serialiseHeader).join(',');
    const json =
      `${start}${partition},"offset":${offset},"timestamp":${timestampMs},"timestampType":"${timestampType}"` +
      `${keyJson}${valueJson},"headers":[${headersJson}]` +
      `${schemaJson('keySchemaMetadata', keySchema)}${schemaJson('valueSchemaMetadata', valueSchema)}}`;
    // Only a header's name can hold more than ASCII.
    const bytes = headersJson === '' ? json.length : json.length - headersJson.length + Buffer.byteLength(headersJson);
    return { partition, offset, timestampMs, json, bytes };
  };
}

/** Most headers repeat from record to record, and writing their bytes as numbers costs more than all the rest. */
function headerSerialiser(): (header: KafkaHeader) => string {
  const remembered = new Map<string, string>();

  return (header) => {
    const [name, value] = header;
    if (value === null || value.length > rememberedHeaderBytes) return serialiseHeader(header);
    const key = `${name.length}:${name}${value.toString('latin1')}`;
    let json = remembered.get(key);
    if (json === undefined) {
      json = serialiseHeader(header);
      if (remembered.size >= rememberedHeaders) remembered.clear();
      remembered.set(key, json);
    }
    return json;
  };
}

function serialiseHeader([name, value]: KafkaHeader): string {
  const numbers = value === null ? '' : Array.from(value, (byte) => signedBytes[byte]).join(',');
  return `{${JSON.stringify(name)}:[${numbers}]}`;
}

function schemaJson(name: string, schema: SchemaMetadata | undefined): string {
  return schema === undefined ? '' : `,"${name}":{"dataFormat":"${schema.dataFormat}","schemaId":"${schema.schemaId}"}`;
}
