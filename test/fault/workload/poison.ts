import type { IHeaders } from 'kafkajs';
import { framed } from '../../support/schemas/framed.ts';

/** Records that no wait makes a user of, by what is wrong with them. */
export const poisonKinds = [
  'no frame',
  'an unknown schema',
  'no JSON',
  'a field is missing',
  'U+0000',
  'the key of another user',
  'a tombstone of nobody',
  'too large to be a letter',
  'replay headers that are no numbers',
] as const;
export type PoisonKind = (typeof poisonKinds)[number];

export interface PoisonRecord {
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers?: IHeaders;
}

const unknownSchema = 987_654;

/** @param user whole and valid; the record is broken by its kind, and framed by the schema's id */
export function poisonRecord(kind: PoisonKind, user: { readonly id: string }, schemaId: number): PoisonRecord {
  const key = user.id;
  const value = (content: object) => framed(schemaId, JSON.stringify({ ...user, ...content }));
  switch (kind) {
    case 'no frame':
      return { key, value: Buffer.from('plain text') };
    case 'an unknown schema':
      return { key, value: framed(unknownSchema, JSON.stringify(user)) };
    case 'no JSON':
      return { key, value: framed(schemaId, '{"id":') };
    case 'a field is missing':
      return { key, value: value({ email: undefined }) };
    case 'U+0000':
      return { key, value: value({ first_name: 'a\0b' }) };
    case 'the key of another user':
      return { key: key.replace(/^.{8}/, '00000000'), value: value({}) };
    case 'a tombstone of nobody':
      return { key: `nobody-${key}`, value: null };
    case 'too large to be a letter':
      return { key, value: value({ first_name: 'a\0b', address: 'x'.repeat(400_000) }) };
    case 'replay headers that are no numbers':
      return { key, value: value({}), headers: { 'replay-partition': 'x', 'replay-offset': '1' } };
  }
}
