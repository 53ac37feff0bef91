import type { Browser } from 'playwright-core';
import { expectAccessible, expectLooks, launchBrowser, openView, startConsole } from '../support/console/browser.ts';
import { eventually } from '../support/eventually.ts';
import { sinkMapping } from '../support/pipeline/sink-mapping.ts';

let browser: Browser;

beforeAll(async () => {
  await startConsole(1000, '2026-09-13');
  browser = await launchBrowser();
}, 600_000);
afterAll(() => browser?.close());

test('the mapping of the sink is shown with its state and numbers', async () => {
  const { page, errors } = await openView(browser, '/mappings');

  const panel = page.locator('.panel', { hasText: 'users_created → users-sink' });
  await panel.locator('.badge', { hasText: 'Enabled' }).waitFor();
  await panel.getByText('Delivered').waitFor();

  await expectLooks(page, 'mappings');
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test('a mapping is paused and resumed', async () => {
  const { page } = await openView(browser, '/mappings');
  const panel = page.locator('.panel', { hasText: 'users_created → users-sink' });

  await panel.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await panel.locator('.badge', { hasText: 'Disabled' }).waitFor();
  await eventually(async () => expect((await sinkMapping()).State).toBe('Disabled'), 30_000);

  await panel.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await panel.locator('.badge', { hasText: 'Enabled' }).waitFor();
  await eventually(async () => expect((await sinkMapping()).State).toBe('Enabled'), 30_000);
});

test('the batch size is changed, and one that AWS does not take is refused', async () => {
  const before = (await sinkMapping()).BatchSize;
  const { page } = await openView(browser, '/mappings');
  const panel = page.locator('.panel', { hasText: 'users_created → users-sink' });
  const dialog = page.getByRole('dialog');
  const change = async (size: number) => {
    await panel.getByRole('button', { name: 'Batch size' }).click();
    await dialog.getByRole('spinbutton').fill(String(size));
    await dialog.getByRole('button', { name: 'Change' }).click();
  };

  await change(20_000);
  await page.keyboard.press('Escape');
  expect((await sinkMapping()).BatchSize).toBe(before);

  for (const size of [777, before as number]) {
    await change(size);
    await dialog.waitFor({ state: 'detached' });
    // Until it is changed, it takes no further change.
    await eventually(
      async () => expect(await sinkMapping()).toMatchObject({ BatchSize: size, State: 'Enabled' }),
      30_000,
    );
  }
});
