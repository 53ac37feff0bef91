import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { expectAccessible, expectLooks, launchBrowser, openView, startConsole } from '../support/console/browser.ts';

let browser: Browser;

beforeAll(async () => {
  await startConsole(1000, '2026-09-12');
  browser = await launchBrowser();
}, 600_000);
afterAll(() => browser?.close());

/** Sends a change as the page does. @returns the answer's status */
function send(page: Page, method: string, path: string, body: object): Promise<number> {
  return page.evaluate(
    async ([to, options]) => {
      const { document } = globalThis as unknown as {
        document: { querySelector(selector: string): { content: string } };
      };
      const token = document.querySelector('meta[name="console-token"]').content;
      const headers = { 'content-type': 'application/json', 'x-console-token': token };
      return (await fetch(to, { ...options, headers })).status;
    },
    [path, { method, body: JSON.stringify(body) }] as const,
  );
}

test('a change is listed first, with who asked for it, what it says and how it ended', async () => {
  const { page, errors } = await openView(browser, '/audit');
  const note = `<script>document.title='hit'</script>\u202e ${randomUUID()}`;
  const isRefused = (message: string) => message.includes('400') || message.includes('404');

  await expect(send(page, 'PATCH', `/api/mappings/${randomUUID()}`, { note })).resolves.toBe(400);
  await page.getByRole('button', { name: 'Refresh' }).click();

  const row = page.getByRole('table', { name: 'Changes' }).getByRole('row').nth(1);
  await row.getByText(note.slice(-36)).waitFor();
  await row.getByText("<script>document.title='hit'</script>\\u{202e}").waitFor();
  await row.getByText('PATCH /api/mappings/').waitFor();
  await row.getByText(userInfo().username, { exact: true }).waitFor();
  await row.locator('.badge', { hasText: 'refused' }).waitFor();
  expect(await page.title()).toContain('Audit');
  await expectLooks(page, 'audit');
  await expectAccessible(page);
  // The browser itself notes what the server refuses.
  expect(errors.filter((message) => !isRefused(message))).toEqual([]);
});

test('more of them are shown when they are asked for, and a reader who changes nothing leaves no line', async () => {
  const { page, errors } = await openView(browser, '/audit');
  const first = await page.getByRole('table', { name: 'Changes' }).getByRole('row').nth(1).textContent();

  await page.goto(new URL('/audit?limit=500', page.url()).href);

  const again = page.getByRole('table', { name: 'Changes' }).getByRole('row').nth(1);
  await expect(again.textContent()).resolves.toBe(first);
  expect(await page.getByRole('table', { name: 'Changes' }).getByRole('row').count()).toBeLessThanOrEqual(501);
  expect(errors).toEqual([]);
});
