import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { consoleUrl, expectAccessible, launchBrowser, openView, startConsole } from '../support/console/browser.ts';
import { tokenIn } from '../support/console/own-console.ts';
import { type ConsoleProcess, startOwnConsole } from '../support/console/own-console-process.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/pipeline/deployed-pipeline.ts';
import { stackEnvironment } from '../support/stack/stack.ts';

let browser: Browser;

beforeAll(async () => {
  await startConsole(10, '2026-11-01');
  browser = await launchBrowser();
}, 600_000);
afterAll(() => browser?.close());

/** Where the view's own place is. */
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const pathOf = (page: Page) => new URL(page.url()).pathname;

/** Runs in the page, whose names these tests' types do not know. */
function inPage<Result>(page: Page, code: string): Promise<Result> {
  return page.evaluate(code) as Promise<Result>;
}

describe('what gets into the page', () => {
  test('no script that was put into it runs', async () => {
    const { page } = await openView(browser, '/mappings');
    await heading(page).waitFor();

    const refused = await inPage<string[]>(
      page,
      `(async () => {
        const refused = [];
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective));
        globalThis.ran = [];
        const script = document.createElement('script');
        try { script.text = 'ran.push("script")'; document.body.append(script); } catch { refused.push('text'); }
        try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="ran.push(1)">'); } catch { refused.push('html'); }
        try { setTimeout('ran.push("timeout")'); } catch { refused.push('timeout'); }
        try { trustedTypes.createPolicy('own', { createHTML: (text) => text }); } catch { refused.push('policy'); }
        const button = document.createElement('button');
        try { button.setAttribute('onclick', 'ran.push("attribute")'); button.click(); } catch { refused.push('attribute'); }
        const other = document.createElement('script');
        try { other.src = 'https://evil.example/x.js'; document.body.append(other); } catch { refused.push('src'); }
        await new Promise((resolve) => setTimeout(resolve, 100));
        return refused;
      })()`,
    );

    expect(await inPage(page, 'ran')).toEqual([]);
    expect(refused).toEqual(expect.arrayContaining(['text', 'html', 'timeout', 'policy']));
  });

  test('it talks to nobody but the console', async () => {
    const { page } = await openView(browser, '/mappings');
    await heading(page).waitFor();

    const answers = await inPage<string[]>(
      page,
      `Promise.all(['https://evil.example/', 'http://127.0.0.1:${settings.ports.localstack}/'].map((url) =>
        fetch(url, { mode: 'no-cors' }).then(() => 'sent', () => 'refused')))`,
    );

    expect(answers).toEqual(['refused', 'refused']);
  });

  test('an address that shows what a stranger wrote shows it as text', async () => {
    const { page, errors } = await openView(browser, '/%3Cimg%20src=x%20onerror=alert(1)%3E/%zz?q=<script>');

    await page.getByText('There is no such view.').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    expect(errors).toEqual([]);
  });
});

describe('a page of another origin', () => {
  let other: Server;
  let address: string;

  beforeAll(async () => {
    other = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Elsewhere</h1>'));
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    address = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  });
  afterAll(() => other.close());

  async function openElsewhere(): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(address);
    return page;
  }

  /** What a change would have left. */
  async function traces(): Promise<unknown> {
    const ask = async (path: string) => (await fetch(consoleUrl + path)).json();
    const { mappings } = (await ask('/api/mappings')) as { mappings: { state: string }[] };
    return [mappings.map(({ state }) => state), await ask('/api/audit?limit=500'), await ask('/api/jobs')];
  }

  test('reads nothing, neither the token nor an answer', async () => {
    const page = await openElsewhere();

    const read = await inPage<string[]>(
      page,
      `Promise.all(['/', '/api/mappings', '/api/audit', '/page/main.ts'].map((path) =>
        fetch('${consoleUrl}' + path).then((response) => response.text(), () => 'refused')))`,
    );

    expect(read).toEqual(['refused', 'refused', 'refused', 'refused']);
  });

  test('changes nothing whatever it sends, also where it knows the token', async () => {
    const page = await openElsewhere();
    const token = tokenIn(await (await fetch(consoleUrl)).text());
    const before = await traces();

    const sent = await inPage<string[]>(
      page,
      `(async () => {
        const send = (path, options) => fetch('${consoleUrl}' + path, options).then(() => 'sent', () => 'refused');
        const form = document.createElement('form');
        const frame = document.createElement('iframe');
        frame.name = 'frame';
        Object.assign(form, { method: 'post', action: '${consoleUrl}/api/jobs/none/cancel', target: 'frame', enctype: 'text/plain' });
        document.body.append(frame, form);
        form.submit();
        return [
          await send('/api/jobs/none/cancel', { method: 'POST', mode: 'no-cors', body: '{}' }),
          await send('/api/jobs', { mode: 'no-cors' }),
          await send('/api/mappings/x', { method: 'PATCH', body: '{}',
            headers: { 'content-type': 'application/json', 'x-console-token': '${token}' } }),
        ];
      })()`,
    );

    expect(sent).toEqual(['refused', 'refused', 'refused']);
    expect(await traces()).toEqual(before);
  });

  test('cannot frame it, nor hold on to a window of it', async () => {
    const page = await openElsewhere();

    const framed = await inPage<string>(
      page,
      `(async () => {
        const frame = document.createElement('iframe');
        frame.src = '${consoleUrl}/';
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        document.body.append(frame);
        await loaded;
        let inside = 'another origin';
        try { inside = frame.contentDocument?.body.innerText ?? inside; } catch {}
        return inside;
      })()`,
    );

    expect(framed).toBe('another origin');
    const [frame] = page.frames().slice(1);
    expect(await frame?.locator('nav').count()).toBe(0);
    expect(frame?.url()).toMatch(/^chrome-error:/);

    const opening = page.context().waitForEvent('page');
    await inPage(page, `{ globalThis.opened = open('${consoleUrl}/mappings'); undefined; }`);
    await heading(await opening).waitFor();
    expect(await inPage(page, 'opened.closed')).toBe(true);
  });
});

describe('without a mouse', () => {
  test('two keys lead to a view, and Back leads back', async () => {
    const { page } = await openView(browser, '/mappings');
    await heading(page).waitFor();

    for (const [key, path] of [
      ['r', '/runs'],
      ['u', '/users'],
      ['o', '/'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL(consoleUrl + path);
      await page.locator('nav [aria-current="page"]').waitFor();
    }
    await page.goBack();
    await page.waitForURL(`${consoleUrl}/users`);
    await eventually(async () => expect(await page.title()).toBe('Users · Users pipeline'), 5000, 50);
  });

  test('a question mark tells the keys, Escape closes them, and the focus is where it was', async () => {
    const { page } = await openView(browser, '/mappings');
    await heading(page).waitFor();
    const keys = page.getByRole('button', { name: 'Keys' });
    await keys.focus();

    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    expect(await dialog.getByText('Search in the view').count()).toBe(1);
    await expectAccessible(page);
    // What is typed in a dialog is the dialog's.
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    expect(pathOf(page)).toBe('/mappings');
    expect(await inPage(page, 'document.activeElement.getAttribute("aria-label")')).toBe('Keys');
  });

  test('the first stop leads past the navigation, and the next ones go through it in its order', async () => {
    const { page } = await openView(browser, '/mappings');
    await heading(page).waitFor();
    const focused = () => inPage<string>(page, 'document.activeElement.textContent');

    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    const link = page.getByRole('link', { name: 'Skip to the content' });
    expect(await link.boundingBox()).toMatchObject({ x: expect.any(Number), y: expect.any(Number) });
    const order: string[] = [];
    for (let stop = 0; stop < 4; stop += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['Users pipeline', 'Overview', 'Runs', 'Topics']);

    await link.focus();
    await page.keyboard.press('Enter');
    expect(await inPage(page, 'document.activeElement.id')).toBe('main');
    expect(pathOf(page)).toBe('/mappings');
  });

  test('keys with a modifier are the browser’s', async () => {
    const { page } = await openView(browser, '/mappings');
    await heading(page).waitFor();

    await page.keyboard.press('g');
    await page.keyboard.press('Control+u');
    await page.keyboard.press('Alt+r');

    expect(pathOf(page)).toBe('/mappings');
  });
});

test('a theme that was chosen stays', async () => {
  const { page } = await openView(browser, '/mappings', { colorScheme: 'light' });
  const theme = page.getByRole('button', { name: /^Theme:/ });
  const background = () => inPage<string>(page, 'getComputedStyle(document.body).backgroundColor');
  await heading(page).waitFor();
  const light = await background();

  await theme.click();
  await theme.click();
  await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
  expect(await background()).not.toBe(light);
  await page.reload();
  await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
  expect(await background()).not.toBe(light);

  await page.getByRole('button', { name: 'Theme: dark' }).click();
  await page.getByRole('button', { name: 'Theme: auto' }).waitFor();
  expect(await background()).toBe(light);
});

test('an address that leads nowhere says so, and how to go on', async () => {
  const { page, errors } = await openView(browser, '/no-such-view');

  await page.getByText('There is no such view.').waitFor();
  await page.getByRole('link', { name: 'Mappings' }).click();
  await heading(page).waitFor();
  expect(errors).toEqual([]);
});

describe('when the console is gone', () => {
  let own: ConsoleProcess;
  const environment = { ...stackEnvironment, ...whereTheStackIs() };

  /** Also of one that runs elsewhere. */
  function whereTheStackIs(): NodeJS.ProcessEnv {
    const { PIPELINE_STATE_DIR, PORT_OFFSET } = process.env;
    return process.env.CONSOLE_URL === undefined ? {} : { PIPELINE_STATE_DIR, PORT_OFFSET };
  }

  afterEach(() => own.kill());

  test('the page says so, and goes on when it is back', async () => {
    own = await startOwnConsole(environment);
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${own.url}/mappings`);
    await page.locator('.panel', { hasText: 'users-sink' }).waitFor();

    await own.kill();
    await page.getByText('The console does not answer.').waitFor();
    // What was known stays to be read.
    expect(await page.locator('.panel', { hasText: 'users-sink' }).count()).toBe(1);

    own = await startOwnConsole({ ...environment, CONSOLE_PORT: String(own.port) });
    await page.getByText('The console does not answer.').waitFor({ state: 'detached' });

    // It is another run of it, with another token: a change needs the page anew, and says so.
    await page.getByRole('button', { name: 'Batch size' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click();
    await page.getByText('The page is older than this console.').waitFor();
    await page.getByText('Load the page again.').waitFor();
  }, 120_000);
});
