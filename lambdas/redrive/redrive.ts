import type { Producer } from 'kafkajs';
import type { Audit, AuditRow } from './audit.ts';
import { type DiscardResult, discardLetters } from './discard-letters.ts';
import type { LetterQueue } from './letter-queue.ts';
import type { LetterValues } from './letter-values.ts';
import { type ListResult, listLetters } from './list-letters.ts';
import { againPublisher } from './publish-again.ts';
import type { RedriveEvent, ReplayRequest } from './read-event.ts';
import { type ReplayResult, replayLetters } from './replay-letters.ts';
import { type ShownLetter, showLetter } from './show-letter.ts';
import type { ReadTopic } from './topic-records.ts';
import type { RequestOptions } from './walk-chosen.ts';

export interface RedrivePorts {
  readonly queue: LetterQueue;
  readonly values: LetterValues;
  readonly audit: Audit;
  /** Each lends its connection for the work alone: between two requests a broker would close it. */
  withReader<Result>(work: (readTopic: ReadTopic) => Promise<Result>): Promise<Result>;
  withProducer<Result>(work: (producer: Pick<Producer, 'send'>) => Promise<Result>): Promise<Result>;
}

export type RedriveResult =
  | ListResult
  | ShownLetter
  | ReplayResult
  | DiscardResult
  | { readonly rows: readonly AuditRow[] };

/** Does what an event asks for. */
export async function redrive(
  event: RedriveEvent,
  ports: RedrivePorts,
  options: RequestOptions,
  deadline: AbortSignal,
): Promise<RedriveResult> {
  switch (event.action) {
    case 'list':
      return listLetters(event, ports.queue, options, deadline);
    case 'show':
      return ports.withReader((readTopic) => showLetter(event.id, { ...ports, readTopic }, options, deadline));
    case 'replay':
      return replay(event, ports, options, deadline);
    case 'discard':
      return discardLetters(event, ports, options, deadline);
    case 'audit':
      return { rows: await ports.audit.last(event.limit) };
  }
}

function replay(request: ReplayRequest, ports: RedrivePorts, options: RequestOptions, deadline: AbortSignal) {
  return ports.withReader((readTopic) => {
    const work = (publish: ReturnType<typeof againPublisher>) =>
      replayLetters(request, { ...ports, readTopic, publish }, options, deadline);
    if (request.dryRun) return work(async () => new Map());
    return ports.withProducer((producer) => work(againPublisher(producer, options.topic)));
  });
}
