import { type Letter, readLetter } from './letter.ts';
import type { LetterQueue, QueuedMessage } from './letter-queue.ts';

/** A letter as long as it is held: nobody else is given its message meanwhile. */
export type HeldLetter = Letter & { readonly held: Pick<QueuedMessage, 'messageId' | 'receipt'> };

export interface WalkOptions {
  /** How long the messages are held at most: as long as the function may run, and longer. */
  readonly visibilitySeconds: number;
  /** Messages that were sent later are passed over, so that what is replayed and fails again is not met again. */
  readonly beforeMs: number;
  /** How many messages are looked at. @default 10,000 */
  readonly maximum?: number;
}

/** SQS may answer with none though some are there. */
const emptyAnswersAtEnd = 2;
const usualMaximum = 10_000;

/** One way through the queue. Every message that it was given is held until `giveBack`, and met once. */
export class QueueWalk {
  readonly #queue: LetterQueue;
  readonly #options: WalkOptions;
  readonly #held = new Map<string, QueuedMessage>();
  #end: 'all seen' | 'too many' | undefined;

  constructor(queue: LetterQueue, options: WalkOptions) {
    this.#queue = queue;
    this.#options = options;
  }

  /** Whether there is nothing more that was there when the walk began. */
  get sawAll(): boolean {
    return this.#end === 'all seen';
  }

  /** How many messages are held now. */
  get held(): number {
    return this.#held.size;
  }

  /** Some letters more; none at the end of the queue, or of what one walk may hold. */
  async next(): Promise<HeldLetter[]> {
    let empty = 0;
    while (this.#end === undefined) {
      const messages = await this.#queue.receive(this.#options.visibilitySeconds);
      if (messages.length === 0) {
        empty += 1;
        if (empty === emptyAnswersAtEnd) this.#end = 'all seen';
        continue;
      }
      empty = 0;
      const letters = messages.filter((message) => this.#hold(message)).map(toHeldLetter);
      if (this.#held.size >= (this.#options.maximum ?? usualMaximum)) this.#end = 'too many';
      if (letters.length > 0) return letters;
    }
    return [];
  }

  /** Deletes a letter's message for good. @returns why not, by the message's id. */
  async delete(letters: readonly HeldLetter[]): Promise<ReadonlyMap<string, string>> {
    const messages = letters.flatMap(({ held }) => this.#held.get(held.messageId) ?? []);
    const problems = await this.#queue.delete(messages);
    for (const { messageId } of messages) if (!problems.has(messageId)) this.#held.delete(messageId);
    return problems;
  }

  /** Ends the walk: what is still held is everybody's again. */
  async giveBack(): Promise<void> {
    const messages = [...this.#held.values()];
    this.#held.clear();
    this.#end ??= 'too many';
    await this.#queue.giveBack(messages);
  }

  /** @returns whether the message is one that the walk is for, and was not met before. */
  #hold(message: QueuedMessage): boolean {
    const isNew = !this.#held.has(message.messageId);
    // The last receipt counts; the text is read now, and not kept for all.
    this.#held.set(message.messageId, { ...message, body: '' });
    return isNew && message.sentMs <= this.#options.beforeMs;
  }
}

function toHeldLetter(message: QueuedMessage): HeldLetter {
  const { messageId, receipt } = message;
  return { ...readLetter(message), held: { messageId, receipt } };
}
