/** A value as Confluent's serialisers write it: a zero byte, the schema's id in four, and the payload. */
export function framed(schemaId: number, payload: string | Uint8Array): Buffer {
  const header = Buffer.alloc(5);
  header.writeInt32BE(schemaId, 1);
  return Buffer.concat([header, Buffer.from(payload)]);
}
