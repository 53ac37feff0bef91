import type { RunResult } from '../../lambdas/fetch-users/fetch-users.ts';
import { awaitStored } from '../deployment/await-stored.ts';
import { countDeadLetters } from '../deployment/count-dead-letters.ts';
import { countRows, type StoredRows } from '../deployment/count-rows.ts';
import { fetchUsers } from '../deployment/fetch-users.ts';
import { findMissedDays } from '../deployment/missed-days.ts';
import { reportPublished } from '../deployment/report-published.ts';
import { runStages, type Stage } from '../progress.ts';
import { deployStage } from './deploy-stage.ts';
import { openInBrowser } from './open-in-browser.ts';
import { describeOutcome } from './outcome.ts';
import type { Platform } from './platform.ts';

export interface StartOptions {
  readonly users: number;
  readonly date?: string;
  /** Whether a browser is to show the console. */
  readonly open?: boolean;
  readonly json?: boolean;
}

export async function start(platform: Platform, { users, date, open, json }: StartOptions): Promise<void> {
  const { settings } = platform;
  const begun = performance.now();
  await platform.bringUp(async (signal) => {
    const result: { run?: RunResult; rows?: StoredRows; deadLetters?: number; missed?: readonly string[] } = {};
    const stages: Stage[] = [
      await platform.installStage(),
      platform.startStage(signal),
      deployStage(settings),
      {
        title: 'fetch',
        steps: [
          {
            title: `Fetching ${users.toLocaleString('en')} users`,
            async run(report) {
              const event = { users, date, trigger: 'manual' } as const;
              result.run = await reportPublished(settings, report, fetchUsers(settings, event, signal, report));
              const { repeated, runId, published } = result.run;
              if (repeated) return `already fetched by run ${runId}`;
              return `${published.toLocaleString('en')} records published`;
            },
          },
        ],
      },
      {
        title: 'store',
        steps: [
          {
            title: 'Waiting for the users in both stores',
            async run(report) {
              await awaitStored(settings, report, signal);
              const counting = [countRows(settings), countDeadLetters(settings), findMissedDays(settings)] as const;
              [result.rows, result.deadLetters, { missed: result.missed }] = await Promise.all(counting);
              return 'all there';
            },
          },
        ],
      },
    ];
    const times = await runStages(stages, json ? process.stderr : process.stdout);
    platform.linkAwslocal();
    const outcome = {
      ...(result as Required<typeof result>),
      stages: times,
      seconds: Math.round((performance.now() - begun) / 100) / 10,
      addresses: await platform.connections(),
    };
    process.stdout.write(json ? `${JSON.stringify(outcome, null, 2)}\n` : describeOutcome(outcome));
    if (open) await openInBrowser(String(outcome.addresses.console?.url), (line) => process.stderr.write(`${line}\n`));
  });
}
