import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { settings, startPipeline } from '../pipeline/deployed-pipeline.ts';
import { projectDir } from '../stack/stack.ts';

/** Of the tests' own stack, or one that runs elsewhere on it. */
export const consoleUrl = process.env.CONSOLE_URL ?? `http://127.0.0.1:${settings.ports.console}`;

/** Where screenshots are kept, as `view-theme-width.png`. */
const screenshots = join(projectDir, '.local', 'screenshots');
const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const answerTimeoutMs = 15_000;

/** Starts the pipeline with its console, unless a console was given. */
export async function startConsole(users: number, date: string): Promise<void> {
  if (process.env.CONSOLE_URL === undefined) await startPipeline(users, date);
}

/** The system's Chromium. @throws Error saying how it is installed */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? programs.find(existsSync);
  if (!executablePath) throw new Error('There is no Chromium: apt-get install chromium, or name it in CHROMIUM.');
  // Chromium's sandbox refuses root, and the tests may be run by it.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** A page of the console, and what went wrong in it: errors of its program, and what its policy refused. */
export interface ConsolePage {
  readonly page: Page;
  readonly errors: readonly string[];
}

/** @param path of the view, such as /runs */
export async function openView(
  browser: Browser,
  path: string,
  options: BrowserContextOptions = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(answerTimeoutMs);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // Pictures are elsewhere, where tests cannot reach them.
    const isPicture = message.location().url.startsWith('https://randomuser.me/');
    if (message.type() === 'error' && !isPicture) errors.push(`${message.text()} ${message.location().url}`);
  });
  // The browser says that an answer has failed, and only the answer says why.
  page.on('response', async (response) => {
    if (response.status() >= 500) errors.push(await response.text().catch(String));
  });
  await page.goto(`${consoleUrl}${path}`);
  return { page, errors };
}

/** Keeps how the view looks in both themes, wide and narrow, and expects that nothing is wider than the screen. */
export async function expectLooks(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  const before = page.viewportSize();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }
  if (before) await page.setViewportSize(before);
}

/** Those of axe by which colours are compared. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** Expects no serious finding of axe, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  // The page's policy lets nobody add a script to its document: this one is evaluated beside it.
  await page.evaluate(axe.source);
  await expectNothingSerious(page, 'light', {});
  // Nothing but the colours is another.
  await expectNothingSerious(page, 'dark', { runOnly: { type: 'rule', values: rulesOfColour } });
}

async function expectNothingSerious(page: Page, colorScheme: 'light' | 'dark', rules: axe.RunOptions): Promise<void> {
  await page.emulateMedia({ colorScheme });
  // Only these are told in full: of a large page all that passes would be megabytes.
  const options: axe.RunOptions = { ...rules, resultTypes: ['violations'] };
  const violations = await page.evaluate(async (asked) => {
    const own = (globalThis as unknown as { axe: typeof axe }).axe;
    return (await own.run(asked)).violations;
  }, options);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const described = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
  expect({ colorScheme, serious: described }).toEqual({ colorScheme, serious: [] });
}
