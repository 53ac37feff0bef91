import fc from 'fast-check';
import { replayHeaders } from '../../../../lambdas/core/replay.ts';
import type { EventRecord } from '../../../../lambdas/sink-users/kafka-event.ts';
import { readRecords } from '../../../../lambdas/sink-users/read-records.ts';
import { anyUser, sampleUser } from '../sample-user.ts';
import { idOf, record, userRecord } from './sample-changes.ts';

const json = JSON.stringify(sampleUser);
const { id } = sampleUser;

function read(...records: EventRecord[]) {
  return readRecords({ records: { 't-0': records } });
}

test('a record says how its user is now', () => {
  const { changes, malformed } = read(record(7, { key: id, value: json, timestamp: 1_700_000_000_000 }));

  const place = { partition: 't-0', offset: 7 };
  expect(changes).toEqual([{ place, id, offset: 7, version: 1_700_000_000_000_007, user: sampleUser }]);
  expect(malformed).toEqual([]);
});

test.each([
  ['null', { ...userRecord(7, 1), value: null }],
  ['missing', { ...userRecord(7, 1), value: undefined }],
  ['not even named', JSON.parse(JSON.stringify({ ...userRecord(7, 1), value: undefined }))],
])('a record whose value is %s says that its user is gone', (_, tombstone) => {
  const { changes, malformed } = read(tombstone);

  expect(changes).toMatchObject([{ id: idOf(1), user: null, offset: 7, version: 1_700_000_000_000_007 }]);
  expect(malformed).toEqual([]);
});

test.each([
  ['a value that is empty', { key: id, value: '' }, 'The value is not JSON in UTF-8.'],
  ['a value that is no JSON', { key: id, value: 'hello' }, 'The value is not JSON in UTF-8.'],
  ['a value that is JSON’s null', { key: id, value: 'null' }, 'The value: '],
  ['a user without an email', { key: id, value: JSON.stringify({ ...sampleUser, email: undefined }) }, 'email: '],
  ['a user with U+0000', { key: id, value: JSON.stringify({ ...sampleUser, phone: '\0' }) }, 'phone: holds U+0000'],
  ['the key of another user', { key: idOf(2), value: json }, `The key is not the user's id, ${id}.`],
  ['the key in upper case', { key: id.toUpperCase(), value: json }, `The key is not the user's id, ${id}.`],
  ['no key', { value: json }, `The key is not the user's id, ${id}.`],
  ['a key that is null', { key: null, value: json }, `The key is not the user's id, ${id}.`],
  ['an empty key', { key: '', value: json }, `The key is not the user's id, ${id}.`],
  ['no value and no key', {}, 'must have the id of a user as its key'],
  ['no value and null as its key', { key: null, value: null }, 'must have the id of a user as its key'],
  ['no value and a key that is no id', { key: 'user-1' }, 'must have the id of a user as its key'],
  ['no value and more than an id as its key', { key: `${id}\n` }, 'must have the id of a user as its key'],
  ['no value and an id in upper case', { key: id.toUpperCase() }, 'must have the id of a user as its key'],
  ['a time before 1970', { key: id, value: json, timestamp: -1 }, 'The timestamp -1 cannot be a version.'],
  ['a time that is too late', { key: id, value: json, timestamp: 2 ** 53 }, `The timestamp ${2 ** 53} cannot be`],
  ['no time', { key: id, value: json, timestamp: Number.NaN }, 'The timestamp NaN cannot be a version.'],
  ['no value and a time before 1970', { key: id, timestamp: -1 }, 'The timestamp -1 cannot be a version.'],
])('a record with %s is malformed', (_, content, reason) => {
  const { changes, malformed } = read(record(7, content));

  expect(changes).toEqual([]);
  expect(malformed).toEqual([{ place: { partition: 't-0', offset: 7 }, reason: expect.stringContaining(reason) }]);
});

test.each(['%%%', 'not base64 at all', '====', '\0'])(
  'a key or value of base64 garbage is malformed: %j',
  (garbage) => {
    const { changes, malformed } = read({ ...userRecord(0, 1), key: garbage }, { ...userRecord(1, 1), value: garbage });

    expect(changes).toEqual([]);
    expect(malformed.map(({ place }) => place.offset)).toEqual([0, 1]);
  },
);

test('a user in another encoding than UTF-8 is malformed, rather than stored with wrong letters', () => {
  const value = Buffer.from(JSON.stringify({ ...sampleUser, first_name: 'Zoë' }), 'latin1').toString('base64');

  const { changes, malformed } = read({ ...record(7, { key: id }), value });

  expect(changes).toEqual([]);
  expect(malformed.map(({ reason }) => reason)).toEqual(['The value is not JSON in UTF-8.']);
});

test('one malformed record leaves those around it as they are', () => {
  const { changes, malformed } = read(userRecord(0, 1), record(1, { value: 'hello' }), userRecord(2, 3));

  expect(changes.map(({ place }) => place.offset)).toEqual([0, 2]);
  expect(malformed.map(({ place }) => place.offset)).toEqual([1]);
});

test('records are named by the partition under which the event has them', () => {
  const { changes } = readRecords({ records: { 'a-b-0': [userRecord(3, 1)], 'a-b-12': [userRecord(3, 2)] } });

  expect(changes.map(({ place, id: own }) => [place, own])).toEqual([
    [{ partition: 'a-b-0', offset: 3 }, idOf(1)],
    [{ partition: 'a-b-12', offset: 3 }, idOf(2)],
  ]);
});

test('an event without records says nothing', () => {
  expect(readRecords({ records: {} })).toEqual({ changes: [], malformed: [] });
  expect(read()).toEqual({ changes: [], malformed: [] });
});

test('of the records of one millisecond and one thousand of offsets the later one has the higher version', () => {
  const offsets = fc.uniqueArray(fc.nat({ max: 999 }), { minLength: 2, maxLength: 2 });
  const times = fc.integer({ min: 1, max: 4_102_444_800_000 });

  fc.assert(
    fc.property(times, fc.nat({ max: 1_000_000_000 }), offsets, (timestamp, thousand, within) => {
      const [early = 0, late = 0] = within.sort((a, b) => a - b).map((offset) => thousand * 1000 + offset);

      const { changes } = read(record(early, { key: id, timestamp }), record(late, { key: id, timestamp }));

      expect(changes[1]?.version).toBeGreaterThan(changes[0]?.version ?? Number.POSITIVE_INFINITY);
    }),
  );
});

test('a record of a later millisecond has a higher version, whatever its offset', () => {
  const times = fc.integer({ min: 1, max: 4_102_444_800_000 });

  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 1000 }), fc.nat(), fc.nat(), (time, later, one, other) => {
      const { changes } = read(
        record(one, { key: id, timestamp: time }),
        record(other, { key: id, timestamp: time + later }),
      );

      expect(changes[1]?.version).toBeGreaterThan(changes[0]?.version ?? Number.POSITIVE_INFINITY);
    }),
  );
});

test('every record of an event is a change or malformed, once', () => {
  const garbage = fc.oneof(fc.constantFrom(null, undefined, ''), fc.string(), fc.base64String());
  const anyRecord = fc.oneof(
    anyUser.map((user) => ({ ...record(0, { key: user.id, value: JSON.stringify(user) }) })),
    fc.uuid().map((key) => record(0, { key })),
    fc.record({
      ...{ topic: fc.string(), partition: fc.nat(), offset: fc.nat(), timestamp: fc.oneof(fc.integer(), fc.double()) },
      ...{ key: garbage, value: garbage },
    }),
  );
  const partitions = fc.dictionary(
    fc.constantFrom('t-0', 't-1', 't-10'),
    fc.array(anyRecord, { maxLength: 8 }).map((list) => list.map((one, offset) => ({ ...one, offset }))),
  );

  fc.assert(
    fc.property(partitions, (records) => {
      const { changes, malformed } = readRecords({ records });

      const places = Object.entries(records).flatMap(([name, list]) => list.map(({ offset }) => `${name} ${offset}`));
      const found = [...changes, ...malformed].map(({ place }) => `${place.partition} ${place.offset}`);
      expect(found.sort()).toEqual(places.sort());
    }),
  );
});

describe('a record that was published again', () => {
  const first = { partition: 2, offset: 41, timestampMs: 1_600_000_000_000, count: 1 };
  /** Signed, as Java counts bytes. */
  const bytesOf = (text: string) => [...new Int8Array(Buffer.from(text))];
  const headersOf = (texts: Record<string, string>) =>
    Object.entries(texts).map(([name, text]) => ({ [name]: bytesOf(text) }));
  const replayed = (texts: Record<string, string>) =>
    read(record(90_000, { key: id, value: json, headers: headersOf({ 'run-id': '2026-01-31.1 – é', ...texts }) }));

  test('has the version that it had first', () => {
    const { changes, malformed } = replayed(replayHeaders(first));

    expect(changes).toMatchObject([
      { place: { partition: 't-0', offset: 90_000 }, offset: 41, version: 1_600_000_000_000_041 },
    ]);
    expect(malformed).toEqual([]);
  });

  test('at the millisecond of its first time is no forgery', () => {
    const { changes } = replayed(replayHeaders({ ...first, timestampMs: 1_700_000_000_000 }));

    expect(changes).toMatchObject([{ version: 1_700_000_000_000_041 }]);
  });

  test.each([
    [
      'a later time than its own',
      replayHeaders({ ...first, timestampMs: 1_700_000_000_001 }),
      "header replay-timestamp: 1700000000001 is after the record's, 1700000000000.",
    ],
    ['no count', { ...replayHeaders(first), 'replay-count': 'x' }, 'header replay-count: is no whole number'],
    ['only an offset', { 'replay-offset': '3' }, 'header replay-partition'],
  ])('with %s is malformed', (_, texts, reason) => {
    const { changes, malformed } = replayed(texts);

    expect(changes).toEqual([]);
    expect(malformed).toEqual([
      { place: { partition: 't-0', offset: 90_000 }, reason: expect.stringContaining(reason) },
    ]);
  });

  test('and has a header of the same name twice counts by the last one', () => {
    const headers = headersOf(replayHeaders(first)).concat([{ 'replay-offset': bytesOf('42') }]);

    expect(read(record(90_000, { key: id, value: json, headers })).changes).toMatchObject([{ offset: 42 }]);
  });
});

test.each([[undefined], [null], [[]], [[{ h: null }]], [[{}]], [[{ h: [-1, 0, 127] }]]])(
  'headers that say nothing of a replay change nothing: %j',
  (headers) => {
    expect(read(record(7, { key: id, value: json, headers })).changes).toMatchObject([{ offset: 7 }]);
  },
);
