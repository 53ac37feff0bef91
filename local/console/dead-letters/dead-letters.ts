import type { DiscardResult } from '../../../lambdas/redrive/discard-letters.ts';
import type { ListResult } from '../../../lambdas/redrive/list-letters.ts';
import { maximumListed } from '../../../lambdas/redrive/read-event.ts';
import type { RedriveResult } from '../../../lambdas/redrive/redrive.ts';
import type { ReplayResult } from '../../../lambdas/redrive/replay-letters.ts';
import type { ShownLetter } from '../../../lambdas/redrive/show-letter.ts';
import { LetterGone } from '../../deployment/ask-redrive.ts';
import { helpOf } from '../../deployment/dead-letter-reasons.ts';
import type { QueueDepth } from '../../deployment/queue-depth.ts';
import { discardAll, replayAll } from '../../deployment/redrive-all.ts';
import type { DiscardOutcome, LetterAnswer, LettersAnswer, ReplayOutcome } from './answers.ts';
import { isStale } from './freshness.ts';
import { KeptAnswers } from './kept-answer.ts';
import { type ListChoice, letterLine, letterList, wholeLetter } from './letter-list.ts';
import { discardOutcome, replayOutcome } from './outcomes.ts';
import { Turns } from './turns.ts';
import { watchDepth } from './watch-depth.ts';

export interface DeadLetterPorts {
  /** Invokes `users-redrive`. */
  ask<Result extends RedriveResult>(event: object): Promise<Result>;
  readDepth(): Promise<QueueDepth>;
}

/** Of 1,000 letters each. */
const keptLists = 4;
/** Of megabytes. */
const keptLetters = 4;
const letterBelievedMs = 60_000;
/** A page that follows a letter asks again when it is told so: looking for it invokes a function, and takes a while. */
const goneBelievedMs = 10_000;
/** The list of every reason. */
const everyReason = '';
const goneLetter: LetterAnswer = { line: null, help: null, whole: null, isReading: false, isGone: true };
const nothing: ListResult = { queued: 0, reasons: {}, complete: true, letters: [] };

/** An event of the function, without what asking it again adds. */
interface Change<Action> {
  readonly action: Action;
  readonly dryRun: boolean;
}
type Report = (line: string) => void;

/** The queue of dead letters: what was last read of it, and what is done with them. */
export class DeadLetters {
  readonly #ports: DeadLetterPorts;
  readonly #turns = new Turns();
  readonly #lists = new KeptAnswers(keptLists, (reason, begun) =>
    this.#read<ListResult>({ action: 'list', limit: maximumListed, ...(reason !== everyReason && { reason }) }, begun),
  );
  readonly #letters = new KeptAnswers(keptLetters, (id, begun) =>
    this.#read<ShownLetter>({ action: 'show', id }, begun),
  );

  constructor(ports: DeadLetterPorts) {
    this.#ports = ports;
  }

  /** Answers with the list that was last read, and has it read anew where it is stale. @param renew in any case */
  async list({ renew, ...choice }: ListChoice & { readonly renew: boolean }): Promise<LettersAnswer> {
    const depth = await this.#ports.readDepth();
    if (depth.waiting + depth.taken === 0) {
      return { depth, list: letterList(nothing, Date.now(), choice), isReading: false, problem: null };
    }
    const every = this.#list(everyReason, depth, renew).known;
    // Where the list is full, more letters of the reason may be behind it.
    const isFull = every.answer?.complete === false;
    const known = choice.reason && isFull ? this.#list(choice.reason, depth, renew).known : every;
    const { answer = every.answer, answeredMs = every.answeredMs ?? 0 } = known;
    const list = answer ? letterList(answer, answeredMs, choice) : null;
    return { depth, list, isReading: known.isAsking || every.isAsking, problem: known.problem?.message ?? null };
  }

  /** Answers with what is known of a letter, and has it read where that is not all. @throws whatever kept it from being read */
  letter(id: string): LetterAnswer {
    const kept = this.#letters.of(id);
    const { answer, answeredMs = 0, triedMs = 0, isAsking, problem } = kept.known;
    if (problem && !isAsking) {
      const isGone = problem instanceof LetterGone;
      if (isGone && !kept.isOutdated && Date.now() - triedMs < goneBelievedMs) return goneLetter;
      this.#letters.forget(id);
      if (!isGone) throw problem;
      return this.letter(id);
    }
    if (!answer || kept.isOutdated || Date.now() - answeredMs > letterBelievedMs) kept.renew();
    const listed = this.#lists.of(everyReason).known.answer?.letters.find((letter) => letter.id === id);
    const line = answer ?? listed;
    return {
      line: line ? letterLine(line) : null,
      help: (line && helpOf(line.reason)) ?? null,
      whole: answer ? wholeLetter(answer) : null,
      isReading: kept.known.isAsking,
      isGone: false,
    };
  }

  async replay(event: Change<'replay'>, report: Report, signal: AbortSignal): Promise<ReplayOutcome> {
    const ask = (more: object) => this.#ports.ask<ReplayResult>({ ...event, ...more });
    return replayOutcome(await this.#change(event, report, signal, () => replayAll(ask, report, signal)));
  }

  async discard(event: Change<'discard'>, report: Report, signal: AbortSignal): Promise<DiscardOutcome> {
    const ask = (more: object) => this.#ports.ask<DiscardResult>({ ...event, ...more });
    return discardOutcome(await this.#change(event, report, signal, () => discardAll(ask, report, signal)));
  }

  #change<Result>(
    { dryRun }: Change<string>,
    report: Report,
    signal: AbortSignal,
    work: () => Promise<Result>,
  ): Promise<Result> {
    return this.#turns.take(async () => {
      signal.throwIfAborted();
      const stopWatching = watchDepth(() => this.#ports.readDepth(), report);
      try {
        return await work();
      } finally {
        stopWatching();
        if (!dryRun) for (const kept of [this.#lists, this.#letters]) kept.outdate();
      }
    });
  }

  #list(reason: string, depth: QueueDepth, renew: boolean) {
    const kept = this.#lists.of(reason);
    if (renew || kept.isOutdated || isStale(kept.known, depth, Date.now())) kept.renew();
    return kept;
  }

  #read<Result extends RedriveResult>(event: object, begun: () => void): Promise<Result> {
    return this.#turns.take(() => {
      begun();
      return this.#ports.ask<Result>(event);
    });
  }
}
