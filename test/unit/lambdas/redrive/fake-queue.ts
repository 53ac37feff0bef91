import type { LetterQueue, QueuedMessage } from '../../../../lambdas/redrive/letter-queue.ts';

/** A queue in memory, which hands its messages out in the given answers. */
export function fakeQueue(
  answers: readonly (readonly QueuedMessage[])[],
  undeleted: ReadonlyMap<string, string> = new Map(),
) {
  const left = [...answers];
  const givenBack: string[] = [];
  const deleted: string[] = [];
  const queue: LetterQueue = {
    count: async () => left.flat().length,
    receive: async () => [...(left.shift() ?? [])],
    giveBack: async (messages) => void givenBack.push(...messages.map(({ receipt }) => receipt)),
    async delete(messages) {
      deleted.push(...messages.map(({ messageId }) => messageId).filter((id) => !undeleted.has(id)));
      return undeleted;
    },
  };
  return { queue, givenBack, deleted };
}

export function message(messageId: string, body = 'x', sentMs = 0, receipt = `receipt of ${messageId}`): QueuedMessage {
  return { messageId, receipt, body, sentMs };
}
