import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import type { AlarmsAnswer } from '../../local/console/alarms/answers.ts';
import type { LettersAnswer } from '../../local/console/dead-letters/answers.ts';
import type { MessagesAnswer, PublishAnswer } from '../../local/console/topics/answers.ts';
import type { UsersAnswer } from '../../local/console/users/answers.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import {
  consoleUrl,
  expectAccessible,
  expectLooks,
  launchBrowser,
  openView,
  startConsole,
} from '../support/console/browser.ts';
import { tokenIn } from '../support/console/own-console.ts';
import { eventually } from '../support/eventually.ts';
import { deleteLetters } from '../support/pipeline/own-letters.ts';

const minutes = 60_000;

/** What addresses name of that which is there. */
interface Facts {
  readonly run: string;
  readonly trace: string;
  readonly user: string;
  readonly letter: string;
  readonly alarm: string;
}

interface View {
  readonly name: string;
  readonly path: (facts: Facts) => string;
  /** Opens a dialog. */
  readonly button?: string;
}

/** Each view, when it has something to show and when it has not, and its dialogs. */
const views: readonly View[] = [
  { name: 'overview', path: () => '/' },
  { name: 'runs', path: () => '/runs' },
  { name: 'runs-none', path: () => '/runs?state=killed&from=2020-01-01&to=2020-01-02' },
  { name: 'run-now', path: () => '/runs', button: 'Run now …' },
  { name: 'backfill', path: () => '/runs', button: 'Backfill …' },
  { name: 'schedule', path: () => '/runs', button: 'Disable …' },
  { name: 'run', path: ({ run }) => `/runs/${run}` },
  { name: 'rerun', path: ({ run }) => `/runs/${run}`, button: 'Rerun …' },
  { name: 'trace', path: ({ trace }) => `/runs/trace/${trace}` },
  { name: 'topics', path: () => '/topics' },
  { name: 'topics-none', path: () => '/topics?search=nobody' },
  { name: 'topic', path: () => `/topics/${topic}` },
  { name: 'topic-message', path: () => `/topics/${topic}?begin=oldest&partition=0&offset=0` },
  { name: 'topic-publish', path: () => `/topics/${topic}`, button: 'Publish a message …' },
  { name: 'topic-search', path: () => `/topics/${topic}?tab=search&where=key+is+nobody&order=newest&scanned=1000` },
  { name: 'topic-tail', path: () => `/topics/${topic}?tab=tail` },
  { name: 'topic-partitions', path: () => `/topics/${topic}?tab=partitions` },
  { name: 'schemas', path: () => '/topics/schemas' },
  { name: 'schema', path: () => `/topics/schemas/${topic}-value` },
  { name: 'mappings', path: () => '/mappings' },
  { name: 'mapping-pause', path: () => '/mappings', button: 'Pause …' },
  { name: 'mapping-batch-size', path: () => '/mappings', button: 'Batch size …' },
  { name: 'dead-letters', path: () => '/dead-letters' },
  { name: 'dead-letters-none', path: () => '/dead-letters?reason=RecordAgeExceeded' },
  { name: 'dead-letter', path: ({ letter }) => `/dead-letters/${letter}` },
  { name: 'dead-letter-gone', path: () => `/dead-letters/${topic}-0-999999999` },
  { name: 'dead-letter-replays', path: () => '/dead-letters/replays' },
  { name: 'users', path: () => '/users' },
  { name: 'users-none', path: () => '/users?q=nobody' },
  { name: 'user', path: ({ user }) => `/users/${user}` },
  { name: 'user-unknown', path: () => `/users/${randomUUID()}` },
  { name: 'users-compare', path: () => '/users/reconcile' },
  { name: 'alarms', path: () => '/alarms' },
  { name: 'alarm', path: ({ alarm }) => `/alarms/${alarm}` },
  { name: 'audit', path: () => '/audit' },
  { name: 'audit-more', path: () => '/audit?limit=500' },
  { name: 'no-view', path: () => '/no-such-view' },
  { name: 'keys', path: () => '/audit', button: 'Keys' },
];

let browser: Browser;
let facts: Facts;

beforeAll(async () => {
  await startConsole(1000, '2026-09-16');
  [browser, facts] = await Promise.all([launchBrowser(), readFacts()]);
}, 10 * minutes);
// A view goes on asking while it is open.
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await deleteLetters((body) => body.includes(`"lastRecordOffset":"${facts.letter.match(/\d+$/)}"`));
});

async function ask<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(consoleUrl + path)).json()) as Answer;
}

async function readFacts(): Promise<Facts> {
  const { messages } = await ask<MessagesAnswer>(`/api/topics/${topic}/messages`);
  const headers = messages.find((message) => message.headers.some(({ name }) => name === 'trace-id'))?.headers;
  const header = (wanted: string) => headers?.find(({ name }) => name === wanted)?.value?.text ?? '';
  const { users } = await ask<UsersAnswer>('/api/users');
  const { alarms } = await ask<AlarmsAnswer>('/api/alarms');
  return {
    ...{ run: header('run-id'), trace: header('trace-id'), user: users[0]?.id ?? '', alarm: alarms[0]?.name ?? '' },
    letter: await makeLetter(),
  };
}

/** Publishes what is no user. @returns the id of its letter */
async function makeLetter(): Promise<string> {
  const response = await fetch(`${consoleUrl}/api/topics/${topic}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-console-token': tokenIn(await (await fetch(consoleUrl)).text()) },
    body: JSON.stringify({ key: randomUUID(), value: 'no user' }),
  });
  const { partition, offset } = (await response.json()) as PublishAnswer;
  const id = `${topic}-${partition}-${offset}`;
  await eventually(async () => {
    const { list } = await ask<LettersAnswer>('/api/dead-letters?renew=true');
    expect(list?.letters.map((letter) => letter.id)).toContain(id);
  }, minutes);
  return id;
}

/** Waits until it shows all that it asked for. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1, .empty').first().waitFor();
  await eventually(async () => {
    expect(await page.locator('.loading').count()).toBe(0);
    expect(await page.getByText(/^(Begun|Connecting) …$/).count()).toBe(0);
  }, minutes);
}

/** Views and tabs that do not fit are scrolled: that which is chosen is seen. */
async function expectCurrentShown(page: Page): Promise<void> {
  for (const link of await page.locator('.nav [aria-current], .tabs [aria-current]').all()) {
    const { x = -1, width = 0 } = (await link.boundingBox()) ?? {};
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(390);
  }
}

test.each(views)(
  '$name: fits, says no error and is accessible, wide and narrow, light and dark',
  async ({ name, path, button }) => {
    const { page, errors } = await openView(browser, path(facts));
    await settled(page);
    if (button !== undefined) {
      await page.getByRole('button', { name: button, exact: true }).first().click();
      await page.getByRole('dialog').waitFor();
      await settled(page);
    }

    await expectLooks(page, `view-${name}`);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
    await expectCurrentShown(page);
    expect(errors).toEqual([]);
  },
  2 * minutes,
);
