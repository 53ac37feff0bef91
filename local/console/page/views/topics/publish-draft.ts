import type { MessageView, ShownPart } from '../../../topics/answers.ts';
import type { PublishOrder } from '../../../topics/publish/order.ts';

/** What a draft's value is: as it is written, the same behind the frame of the topic's schema, or none. */
export type ValueKind = 'text' | 'framed' | 'tombstone';

/** A message that is being written. */
export interface Draft {
  /** Empty: it has none. */
  readonly key: string;
  readonly kind: ValueKind;
  readonly value: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** A number; empty: that of the key. */
  readonly partition: string;
}

export interface DraftOfMessage {
  readonly draft: Draft;
  /** What it has not of the message, and why. */
  readonly notes: readonly string[];
}

export const emptyDraft: Draft = { key: '', kind: 'text', value: '', headers: [], partition: '' };

/** Of the pipeline's replays: with them the sink takes a record for what it was at first, whatever it holds now. */
const replayHeaders = 'replay-';

/** A message to be published once more, as far as it is text and all of it is here. */
export function draftOf({ key, value, headers, headersLeftOut }: MessageView): DraftOfMessage {
  const texts = headers.filter(({ name, value: one }) => isText(one) && !name.startsWith(replayHeaders));
  const notes = [
    key && !isText(key) && 'Its key is no text, or too long to be written here: give it another one.',
    value && !isText(value) && 'Its value is no text, or too long to be written here: write another one.',
    isText(value) &&
      value?.schema?.format !== undefined &&
      value.schema.format !== 'JSON' &&
      `Its value is ${value.schema.format} of a schema. This is what it says, as a text without that schema.`,
    headers.some(({ name }) => name.startsWith(replayHeaders)) &&
      'The headers of its replay are left out: what is published here counts as new.',
    (headersLeftOut > 0 || headers.some(({ value: one }) => !isText(one))) &&
      'Headers that are no text, or too long or too many to be written here, are left out.',
  ];
  const draft: Draft = {
    key: textOf(key),
    kind: value === null ? 'tombstone' : value.schema?.format === 'JSON' ? 'framed' : 'text',
    value: textOf(value),
    headers: texts.map(({ name, value: one }) => ({ name, value: textOf(one) })),
    partition: '',
  };
  return { draft, notes: notes.filter((note) => typeof note === 'string') };
}

function isText(part: ShownPart | null): boolean {
  return part !== null && part.kind !== 'hex' && !part.isCut && part.problem === undefined;
}

function textOf(part: ShownPart | null): string {
  return part !== null && isText(part) ? part.text : '';
}

/** As the server is asked for it. */
export function orderOf({ key, kind, value, headers, partition }: Draft): PublishOrder {
  return {
    key: key === '' ? null : key,
    value: kind === 'tombstone' ? null : value,
    headers: [...headers],
    framed: kind === 'framed',
    ...(partition !== '' && { partition: Number(partition) }),
  };
}
