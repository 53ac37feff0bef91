import * as z from 'zod/mini';

/** As many and as long as a message's own page shows in full. */
const most = { headers: 200, headerName: 256, headerValue: 16 * 1024, key: 64 * 1024 };

const text = (longest: number) => z.string().check(z.maxLength(longest, `is longer than ${longest} characters`));

const header = z.strictObject({
  name: text(most.headerName).check(z.minLength(1, 'is empty')),
  value: text(most.headerValue),
});

/** A message that somebody wants to publish. How long its value may be is for the topic to say. */
export const publishOrder = z
  .strictObject({
    /** Null: none, and Kafka chooses the partition. */
    key: z.nullable(text(most.key)),
    /** Null: a tombstone. */
    value: z.nullable(z.string()),
    headers: z._default(z.array(header).check(z.maxLength(most.headers, `are more than ${most.headers}`)), []),
    /** @default - that of the key */
    partition: z.optional(z.int().check(z.minimum(0, 'is below 0'))),
    /** Writes the frame of the topic's newest schema before the value, which is JSON then. */
    framed: z._default(z.boolean(), false),
  })
  .check(z.refine(({ value, framed }) => value !== null || !framed, 'has no value that a schema could describe'));

export type PublishOrder = z.infer<typeof publishOrder>;
