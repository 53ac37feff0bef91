import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { encodeDeadLetter } from '../../../../lambdas/core/dead-letter.ts';
import { replayHeaders } from '../../../../lambdas/core/replay.ts';
import { type EntryKind, keyOfPlace, noDigest, type Place } from '../../../../local/reconcile/entry.ts';
import { readLetters } from '../../../../local/reconcile/letters.ts';
import { lostLetters } from '../../../../local/reconcile/lost-letters.ts';
import { Spill } from '../../../../local/reconcile/spill.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();

function letter(place: Place, topic = 'users', headers: [string, string][] = []): string {
  return encodeDeadLetter({
    ...{ reason: 'INVALID_RECORD', message: 'no user', topic, ...place, timestamp: 1, key: null, value: null, headers },
    ...{ replays: 0, requestId: 'r', failedAt: '2026-01-31T00:00:00.000Z' },
  });
}

function batch(name: string, first: number, last: number): string {
  const info = { firstRecordOffset: String(first), lastRecordOffset: String(last) };
  return JSON.stringify({ KafkaBatchInfo: { recordsInfo: { [name]: info } } });
}

const at = (partition: number, offset: number) => ({ partition, offset });

test.each([
  ['of the sink', letter(at(1, 7)), [at(1, 7)], [at(1, 8), at(0, 7)]],
  ['of the mapping', batch('users-2', 5, 9), [at(2, 5), at(2, 7), at(2, 9)], [at(2, 4), at(2, 10), at(1, 7)]],
  ['of another topic', letter(at(1, 7), 'others'), [], [at(1, 7)]],
  ['of another topic of the mapping', batch('users-more-1', 0, 9), [], [at(1, 7)]],
  ['of nobody', 'no JSON', [], [at(0, 0)]],
  ['of a stranger', '{"KafkaBatchInfo":null}', [], [at(0, 0)]],
])('a letter %s stands for its records, and for no others', (_, body, known, unknown) => {
  const letters = readLetters([body], 'users');

  expect(letters.messages).toBe(1);
  expect(known.filter((place) => !letters.has(place))).toEqual([]);
  expect(unknown.filter((place) => letters.has(place))).toEqual([]);
});

test('a letter of a record that was published again stands also for where it was first', () => {
  const headers = replayHeaders({ partition: 0, offset: 3, timestampMs: 1, count: 1 });
  const encoded = Object.entries(headers).map(([name, text]): [string, string] => [name, btoa(text)]);

  const letters = readLetters([letter(at(0, 90), 'users', encoded)], 'users');

  expect([at(0, 90), at(0, 3)].map((place) => letters.has(place))).toEqual([true, true]);
});

/** @param records each with where it was first, and where it is */
async function lost(records: readonly [EntryKind, Place, Place][], bodies: string[], handled: Place[] = []) {
  const spill = new Spill(join(directory, randomUUID()));
  for (const [kind, origin, place] of records)
    spill.add({ kind, key: keyOfPlace(origin), version: 0n, digest: noDigest, ...place, firstOffset: -1 });
  const found: Place[] = [];
  const ports = { letters: readLetters(bodies, 'users'), findHandled: async () => handled };
  for await (const place of lostLetters(spill, ports)) found.push(place);
  return found;
}

test.each([
  ['without a letter', [], [], [at(0, 3)]],
  ['with a letter', [letter(at(0, 3))], [], []],
  ['with a letter of where it came back', [letter(at(0, 9))], [], []],
  ['published again a second time, or discarded then', [], [at(0, 9)], []],
  ['with no letter left of where it came back', [], [at(0, 3)], [at(0, 3)]],
  ['with a letter of another record only', [letter(at(0, 4))], [at(1, 3)], [at(0, 3)]],
])('a record that is no user, %s, counts once for where it was first', async (_, bodies, handled, expected) => {
  const records: [EntryKind, Place, Place][] = [
    ['poison', at(0, 3), at(0, 3)],
    ['poison', at(0, 3), at(0, 9)],
  ];

  await expect(lost(records, bodies, handled)).resolves.toEqual(expected);
});

test('a record that came back and is a user now is not lost', async () => {
  const records: [EntryKind, Place, Place][] = [
    ['poison', at(0, 3), at(0, 3)],
    ['settled', at(0, 3), at(0, 9)],
    ['poison', at(1, 3), at(1, 3)],
  ];

  await expect(lost(records, [])).resolves.toEqual([at(1, 3)]);
});
