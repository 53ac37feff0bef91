import { randomUUID } from 'node:crypto';
import { StartError } from '../../start-error.ts';
import { ConsoleProblem, messageOf, unknown } from '../problem.ts';
import type { JobView, Work } from './job.ts';

const keptJobs = 50;
const keptLines = 200;
const longestLine = 2000;
/** Of different kinds. */
const mostRunning = 8;

type Job = { -readonly [Field in keyof JobView]: JobView[Field] } & {
  lines: string[];
  abort: AbortController;
  ended: Promise<void>;
};

/** Work goes on when the page that began it is closed; the newest jobs are kept until the console ends. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #log: (line: string) => void;

  /** @param log takes why a job failed that nobody had foreseen */
  constructor(log: (line: string) => void = () => {}) {
    this.#log = log;
  }

  /** @throws ConsoleProblem while a job of the kind runs, or too many others */
  start(kind: string, title: string, work: Work): JobView {
    const running = [...this.#jobs.values()].filter(({ state }) => state === 'running');
    const same = running.find((job) => job.kind === kind);
    if (same) throw new ConsoleProblem(409, `${same.title} is under way.`, 'Wait until it has ended, or cancel it.');
    if (running.length >= mostRunning) {
      throw new ConsoleProblem(409, `${running.length} jobs are under way.`, 'Wait until one has ended, or cancel it.');
    }
    const job: Job = {
      ...{ id: randomUUID(), kind, title, state: 'running', lines: [], startedAt: new Date().toISOString() },
      ...{ abort: new AbortController(), ended: Promise.resolve() },
    };
    this.#jobs.set(job.id, job);
    this.#forgetOldest();
    job.ended = this.#run(job, work);
    return view(job);
  }

  /** The newest first. */
  all(): JobView[] {
    return [...this.#jobs.values()].reverse().map(view);
  }

  /** @throws ConsoleProblem when it is not known */
  get(id: string): JobView {
    return view(this.#find(id));
  }

  cancel(id: string): JobView {
    const job = this.#find(id);
    if (job.state === 'running') job.abort.abort(new Error('Cancelled.'));
    return view(job);
  }

  /** Resolves when each has ended. */
  async cancelAll(): Promise<void> {
    const all = [...this.#jobs.values()];
    for (const { id } of all) this.cancel(id);
    await Promise.all(all.map(({ ended }) => ended));
  }

  async #run(job: Job, work: Work): Promise<void> {
    const report = (line: string) => {
      job.lines.push(line.slice(0, longestLine));
      if (job.lines.length > keptLines) job.lines.shift();
    };
    try {
      job.result = await work(report, job.abort.signal);
      job.state = 'done';
    } catch (error) {
      job.state = job.abort.signal.aborted ? 'cancelled' : 'failed';
      job.error = messageOf(error);
      if (job.state === 'failed' && !isForeseen(error)) this.#log(`${job.title} failed: ${stackOf(error)}`);
    }
    job.endedAt = new Date().toISOString();
  }

  #find(id: string): Job {
    const job = this.#jobs.get(id);
    if (job) return job;
    throw unknown(`The job ${id}`);
  }

  #forgetOldest(): void {
    const ended = [...this.#jobs.values()].filter(({ state }) => state !== 'running');
    for (const { id } of ended.slice(0, Math.max(0, this.#jobs.size - keptJobs))) this.#jobs.delete(id);
  }
}

function view({ abort, ended, lines, ...job }: Job): JobView {
  return { ...job, lines: [...lines] };
}

function stackOf(error: unknown): string {
  return (error instanceof Error && error.stack) || messageOf(error);
}

/** Its message tells all that there is to say. */
function isForeseen(error: unknown): boolean {
  return error instanceof ConsoleProblem || error instanceof StartError;
}
