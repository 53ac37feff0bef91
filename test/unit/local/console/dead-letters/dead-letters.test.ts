import { jest } from '@jest/globals';
import type { RedriveResult } from '../../../../../lambdas/redrive/redrive.ts';
import { DeadLetters } from '../../../../../local/console/dead-letters/dead-letters.ts';
import { LetterGone } from '../../../../../local/deployment/ask-redrive.ts';

const listed = {
  ...{ id: 'users-0-1', kind: 'record' as const, reason: 'INVALID_RECORD', message: 'id: is no user', ranges: [] },
  ...{ records: 1, bytes: 7, failedAt: '2026-08-01T00:00:00.000Z', ageSeconds: 1 },
};
const list = { queued: 1, reasons: { INVALID_RECORD: 1 }, complete: true, letters: [listed] };
const replayed = {
  dryRun: false,
  replayed: 1,
  records: 1,
  refused: 0,
  failed: 0,
  left: 0,
  before: 'then',
  letters: [],
};
const discarded = { dryRun: false, discarded: 1, records: 1, failed: 0, left: 0, before: 'then', letters: [] };
const choice = { from: 0, renew: false };
const soon = () => new Promise(setImmediate);

/** The function's answers by the action that is asked for. */
function lettersWith(answers: Readonly<Record<string, unknown>>, waiting = 1) {
  const asked: { readonly action: string }[] = [];
  const ask = async <Result extends RedriveResult>(event: object): Promise<Result> => {
    const request = event as { readonly action: string };
    asked.push(request);
    await soon();
    const answer = answers[request.action];
    if (answer instanceof Error) throw answer;
    return answer as Result;
  };
  return { asked, letters: new DeadLetters({ ask, readDepth: async () => ({ waiting, taken: 0 }) }) };
}

test('of an empty queue no list is asked for', async () => {
  const { letters, asked } = lettersWith({}, 0);

  await expect(letters.list(choice)).resolves.toMatchObject({ list: { total: 0, complete: true }, isReading: false });
  expect(asked).toEqual([]);
});

test('a list is read beside the request, and kept', async () => {
  const { letters, asked } = lettersWith({ list });

  await expect(letters.list(choice)).resolves.toMatchObject({ list: null, isReading: true });
  await soon();
  await soon();
  await expect(letters.list(choice)).resolves.toMatchObject({ list: { total: 1 }, isReading: false });
  expect(asked).toEqual([{ action: 'list', limit: 1000 }]);
});

test('why a list cannot be read is told with what is known', async () => {
  const { letters } = lettersWith({ list: new Error('users-redrive is not deployed.') });

  await letters.list(choice);
  await soon();
  await soon();

  await expect(letters.list(choice)).resolves.toMatchObject({
    ...{ depth: { waiting: 1 }, list: null, problem: 'users-redrive is not deployed.' },
  });
});

test('where the list is full, the letters of a reason are looked for behind it', async () => {
  const { letters, asked } = lettersWith({ list: { ...list, complete: false } });
  const ofReason = { ...choice, reason: 'STORE_REFUSED' };

  for (let round = 0; round < 3; round += 1) {
    await letters.list(ofReason);
    await soon();
    await soon();
  }

  expect(asked).toEqual([
    { action: 'list', limit: 1000 },
    { action: 'list', limit: 1000, reason: 'STORE_REFUSED' },
  ]);
});

test('a letter is shown as the list has it until it is read whole; one that is gone is looked for again later, or after a replay', async () => {
  const show = new LetterGone('There is no dead letter users-0-1.');
  const { letters, asked } = lettersWith({ list, show, replay: replayed });
  const shows = () => asked.filter(({ action }) => action === 'show').length;
  await letters.list(choice);
  await soon();
  await soon();

  expect(letters.letter('users-0-1')).toMatchObject({
    line: { reason: 'INVALID_RECORD' },
    whole: null,
    isReading: true,
  });
  await soon();
  await soon();
  expect(letters.letter('users-0-1')).toMatchObject({ isGone: true, isReading: false });
  expect(letters.letter('users-0-1')).toMatchObject({ isGone: true, isReading: false });

  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000);
  expect(letters.letter('users-0-1')).toMatchObject({ isReading: true });
  await soon();
  await soon();
  expect(letters.letter('users-0-1')).toMatchObject({ isGone: true });
  clock.mockRestore();

  await letters.replay({ action: 'replay', dryRun: false }, () => undefined, new AbortController().signal);
  expect(letters.letter('users-0-1')).toMatchObject({ isReading: true });
  await soon();
  expect(shows()).toBe(3);
});

test('after a replay the list is read anew, after a dry run it is not', async () => {
  const { letters, asked } = lettersWith({ list, replay: replayed });
  const replay = (dryRun: boolean) =>
    letters.replay({ action: 'replay', dryRun }, () => undefined, new AbortController().signal);
  const lists = () => asked.filter(({ action }) => action === 'list').length;
  await letters.list(choice);
  await replay(true);
  await letters.list(choice);
  expect(lists()).toBe(1);

  await expect(replay(false)).resolves.toMatchObject({ replayed: 1, notShown: 1 });
  await letters.list(choice);
  await soon();

  expect(lists()).toBe(2);
});

test('so it is after a discard, which waits until a replay has ended', async () => {
  const { letters, asked } = lettersWith({ list, replay: replayed, discard: discarded });
  const { signal } = new AbortController();
  await letters.list(choice);

  const both = Promise.all([
    letters.replay({ action: 'replay', dryRun: true }, () => undefined, signal),
    letters.discard({ action: 'discard', dryRun: false }, () => undefined, signal),
  ]);
  await soon();
  expect(asked.map(({ action }) => action)).toEqual(['list', 'replay']);

  await expect(both).resolves.toMatchObject([{ replayed: 1 }, { discarded: 1, notShown: 1 }]);
  await letters.list(choice);
  await soon();
  expect(asked.map(({ action }) => action)).toEqual(['list', 'replay', 'discard', 'list']);
});

test('a replay that is cancelled before its turn does nothing', async () => {
  const { letters, asked } = lettersWith({ replay: replayed });
  const cancelled = AbortSignal.abort(new Error('Cancelled.'));

  await expect(letters.replay({ action: 'replay', dryRun: false }, () => undefined, cancelled)).rejects.toThrow(
    'Cancelled.',
  );
  expect(asked).toEqual([]);
});
