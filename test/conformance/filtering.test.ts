import type { MSKEvent } from 'aws-lambda';
import { updateMapping } from '../support/event-source-mapping/mappings.ts';
import { valuesOf } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { committedOffset, numbered } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';

const shared = SharedPoller.forThisFile();

const filters = (...patterns: object[]) => ({
  FilterCriteria: { Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) },
});
const fromNorway = filters({ value: { country: ['NO'] } });
const norway = { value: '{"country":"NO"}' };
const sweden = { value: '{"country":"SE"}' };
const text = (events: readonly MSKEvent[]) => events.flatMap(valuesOf);

test('23. only the records that match are sent, and the others are committed with them', async () => {
  const mapped = await shared.map({ ...fromNorway, messages: [sweden, norway, sweden, norway, sweden] });

  await mapped.committed(5);

  expect(mapped.offsets().flat()).toEqual([1, 3]);
  expect(await mapped.status()).toMatchObject({ counts: { polled: 5, filteredOut: 3, delivered: 2, committed: 5 } });
});

test('23. where nothing matches nothing is sent, and the offset advances', async () => {
  const mapped = await shared.map({ ...fromNorway, messages: [sweden, sweden] });

  await mapped.committed(2);

  expect(mapped.events).toEqual([]);
});

test('24. while the function fails nothing behind the batch is committed, matched or not', async () => {
  const mapped = await shared.map(fromNorway);
  mapped.reply = () => ({ error: 'not yet' });

  await mapped.produce([sweden, norway, sweden]);
  await mapped.invoked(4);
  const whileFailing = await committedOffset(mapped.uuid, mapped.topic);
  mapped.reply = () => ({});
  await mapped.committed(3);

  expect(whileFailing).toBeLessThanOrEqual(1);
  expect(new Set(mapped.offsets().flat())).toEqual(new Set([1]));
});

test('25. a record that meets one of two filters is delivered', async () => {
  const either = filters({ value: { country: ['NO'] } }, { value: { age: [{ numeric: ['>', 60] }] } });
  const messages = [{ value: '{"country":"SE","age":61}' }, sweden, norway];
  const mapped = await shared.map({ ...either, messages });

  await mapped.committed(3);

  expect(mapped.offsets().flat()).toEqual([0, 2]);
});

test('26. numbers are the same when they are written alike: 300 is not 300.0', async () => {
  const messages = ['300', '300.0', '3.0e2'].map((number) => ({ value: `{"n":${number}}` }));
  const mapped = await shared.map({ ...filters({ value: { n: [300] } }), messages });

  await mapped.committed(3);

  expect(mapped.offsets().flat()).toEqual([0]);
});

test('27. a pattern for JSON lets a plain string pass, and one for a string lets JSON pass', async () => {
  const plain = { value: 'not JSON' };
  const ofJson = await shared.map({ ...fromNorway, messages: [plain, sweden] });
  const ofText = await shared.map({ ...filters({ value: ['only this'] }), messages: [sweden, plain] });

  await ofJson.committed(2);
  await ofText.committed(2);

  expect(text(ofJson.events)).toEqual([plain.value]);
  expect(text(ofText.events)).toEqual([sweden.value]);
});

test('27. bytes that are no UTF-8 pass every pattern for the value', async () => {
  const mapped = await shared.map({ ...fromNorway, messages: [{ value: Buffer.from([0xff, 0xfe]) }, sweden] });

  await mapped.committed(2);

  expect(mapped.offsets().flat()).toEqual([0]);
});

test('filters that are removed leave nothing out any more', async () => {
  const mapped = await shared.map({ ...fromNorway, messages: [sweden] });
  await mapped.committed(1);

  await updateMapping({ UUID: mapped.uuid, FilterCriteria: {} });
  await eventually(async () => {
    await mapped.produce([sweden]);
    expect(mapped.events.length).toBeGreaterThan(0);
  }, 20_000);

  expect(mapped.offsets().flat()).not.toContain(0);
});

test('records that are left out fill no batch', async () => {
  const messages = [...numbered(6).map(() => sweden), norway, ...numbered(6).map(() => sweden), norway];
  const mapped = await shared.map({ ...fromNorway, BatchSize: 2, MaximumBatchingWindowInSeconds: 300, messages });

  await mapped.committed(messages.length);

  expect(mapped.offsets()).toEqual([[6, 13]]);
});
