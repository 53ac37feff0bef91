import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { KafkaHeader, KafkaRecord } from '../record.ts';

const logAppendTime = 1;
const logAppendTimeFlag = 0x08;

/** A record as kafkajs gives it, in our words. */
export function toKafkaRecord(partition: number, message: KafkaMessage): KafkaRecord {
  return {
    partition,
    offset: Number(message.offset),
    timestampMs: Number(message.timestamp),
    timestampType: isLogAppendTime(message) ? 'LOG_APPEND_TIME' : 'CREATE_TIME',
    key: message.key,
    value: message.value,
    headers: message.headers === undefined ? [] : listHeaders(message.headers),
  };
}

/** The batch says it in today's record format, the message's attributes in the old one; kafkajs types only the latter. */
function isLogAppendTime(message: KafkaMessage): boolean {
  const { batchContext, attributes } = message as KafkaMessage & { batchContext?: { timestampType?: number } };
  if (batchContext) return batchContext.timestampType === logAppendTime;
  return (attributes & logAppendTimeFlag) !== 0;
}

/** kafkajs keeps headers as an object, and those of one name together in their order. */
function listHeaders(headers: IHeaders): KafkaHeader[] {
  const list: KafkaHeader[] = [];
  for (const name in headers) {
    const values: unknown = headers[name];
    if (isHeaderValue(values)) list.push([name, values]);
    else if (Array.isArray(values)) for (const value of values.filter(isHeaderValue)) list.push([name, value]);
  }
  return list;
}

/** A name that every object has ("constructor") makes kafkajs put that property before the header's own value. */
function isHeaderValue(value: unknown): value is Buffer | null {
  return value === null || Buffer.isBuffer(value);
}
