import { randomUUID } from 'node:crypto';
import { ConsoleProblem, unknown } from '../problem.ts';
import type { JobView, Work } from './job.ts';

const keptJobs = 50;
const keptLines = 200;

type Job = { -readonly [Field in keyof JobView]: JobView[Field] } & { lines: string[]; abort: AbortController };

/** Work goes on when the page that began it is closed; the newest jobs are kept until the console ends. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();

  /** @throws ConsoleProblem while a job of the kind runs */
  start(kind: string, title: string, work: Work): JobView {
    const running = [...this.#jobs.values()].find((job) => job.kind === kind && job.state === 'running');
    if (running) {
      throw new ConsoleProblem(409, `${running.title} is under way.`, 'Wait until it has ended, or cancel it.');
    }
    const abort = new AbortController();
    const job: Job = {
      ...{ id: randomUUID(), kind, title, state: 'running', lines: [], abort },
      startedAt: new Date().toISOString(),
    };
    this.#jobs.set(job.id, job);
    this.#forgetOldest();
    void this.#run(job, work);
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

  cancelAll(): void {
    for (const { id } of this.#jobs.values()) this.cancel(id);
  }

  async #run(job: Job, work: Work): Promise<void> {
    const report = (line: string) => {
      job.lines.push(line);
      if (job.lines.length > keptLines) job.lines.shift();
    };
    try {
      job.result = await work(report, job.abort.signal);
      job.state = 'done';
    } catch (error) {
      job.state = job.abort.signal.aborted ? 'cancelled' : 'failed';
      job.error = (error as Error).message;
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

function view({ abort, lines, ...job }: Job): JobView {
  return { ...job, lines: [...lines] };
}
