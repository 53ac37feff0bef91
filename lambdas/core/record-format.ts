/** How the values of the topic's records are written, as schema registries call it. */
export const recordFormats = ['JSON', 'AVRO'] as const;
export type RecordFormat = (typeof recordFormats)[number];
