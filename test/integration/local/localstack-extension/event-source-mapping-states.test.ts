import { eventually } from '../../../support/eventually.ts';
import { connections } from '../../../support/stack/stack.ts';
import { deleteFunctions } from './test-function.ts';
import { isGone, mskSource, postReport, report, TestMappings } from './test-mappings.ts';

let mappings: TestMappings;

beforeAll(async () => {
  mappings = await TestMappings.ofNewFunction();
});

afterEach(async () => {
  await report([]);
  await mappings.removeAll();
});

afterAll(deleteFunctions);

const { endpoint } = connections().localstack;
const noPoller = `PROBLEM: No poller is connected. Start one: npx kafka-event-source-mapping --endpoint-url ${endpoint}`;

/** Reports the state of the mapping as the poller that has just listed it. */
async function reportState(uuid: string, state: string, more: object = {}): Promise<void> {
  const { LastModified } = await mappings.read(uuid);
  await report([{ uuid, lastModified: LastModified?.getTime(), state, lastProcessingResult: 'OK', ...more }]);
}

async function state(uuid: string) {
  const { State, LastProcessingResult } = await mappings.read(uuid);
  return [State, LastProcessingResult];
}

async function enabled(): Promise<string> {
  await report([]);
  const uuid = await mappings.create(mskSource());
  await reportState(uuid, 'Enabled');
  return uuid;
}

test('answers with the transition, which the poller’s report ends', async () => {
  await report([]);

  const created = await mappings.make(mskSource());
  const uuid = created.UUID ?? '';
  const creating = await mappings.inState(uuid, 'Creating');
  await reportState(uuid, 'Enabled');
  await mappings.inState(uuid, 'Enabled');
  const updated = await mappings.update(uuid, { BatchSize: 5 });
  await reportState(uuid, 'Enabled');
  await mappings.inState(uuid, 'Enabled');
  const disabled = await mappings.update(uuid, { Enabled: false });
  await reportState(uuid, 'Disabled');
  await mappings.inState(uuid, 'Disabled');
  const enabledAgain = await mappings.update(uuid, { Enabled: true });
  await reportState(uuid, 'Enabled');
  await mappings.inState(uuid, 'Enabled');
  const deleted = await mappings.remove(uuid);
  const deleting = await mappings.inState(uuid, 'Deleting');
  await reportState(uuid, 'Disabled');
  await isGone(mappings, uuid);

  const answers = [created, updated, disabled, enabledAgain, deleted].map(({ State }) => State);
  expect(answers).toEqual(['Creating', 'Updating', 'Disabling', 'Enabling', 'Deleting']);
  expect(creating).toMatchObject({
    StateTransitionReason: 'USER_INITIATED',
    LastProcessingResult: 'No records processed',
  });
  expect(deleting.LastModified?.getTime()).toBeGreaterThan(creating.LastModified?.getTime() ?? Infinity);
});

test('refuses to change a mapping in transition', async () => {
  const uuid = await enabled();
  await mappings.update(uuid, { BatchSize: 5 });

  const again = mappings.update(uuid, { BatchSize: 6 });

  await expect(again).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: 'Cannot update the event source mapping because it is in use.',
  });
  expect(await mappings.read(uuid)).toMatchObject({ BatchSize: 5, State: 'Updating' });
});

test('does not take a report of the configuration before an update for the update’s end', async () => {
  const uuid = await enabled();
  const { LastModified } = await mappings.read(uuid);
  await mappings.update(uuid, { BatchSize: 5 });

  await report([
    { uuid, lastModified: LastModified?.getTime(), state: 'Enabled', lastProcessingResult: 'No records processed' },
  ]);
  const before = await state(uuid);
  await reportState(uuid, 'Enabled');

  expect(before).toEqual(['Updating', 'No records processed']);
  expect(await state(uuid)).toEqual(['Enabled', 'OK']);
});

test('tells why a mapping is not polled', async () => {
  const uuid = await enabled();
  const lastProcessingResult = 'PROBLEM: SASL authentication failed';

  await reportState(uuid, 'Enabled', { reason: 'EVENT_SOURCE_AUTHN_ERROR', lastProcessingResult });

  expect(await mappings.read(uuid)).toMatchObject({
    State: 'Enabled',
    StateTransitionReason: 'EVENT_SOURCE_AUTHN_ERROR',
    LastProcessingResult: lastProcessingResult,
  });
});

test('tells that the poller is gone and how to start one, and keeps nobody waiting for it', async () => {
  const uuid = await enabled();
  await eventually(async () => expect(await state(uuid)).toEqual(['Enabled', noPoller]), 20_000);

  await mappings.update(uuid, { BatchSize: 5 });
  const updated = await state(uuid);
  await mappings.update(uuid, { Enabled: false });
  const disabled = await state(uuid);
  await mappings.remove(uuid);
  await isGone(mappings, uuid);
  const created = await state(await mappings.create(mskSource()));

  expect([updated, created]).toEqual(Array(2).fill(['Enabled', noPoller]));
  expect(disabled).toEqual(['Disabled', 'OK']);
}, 60_000);

test.each([
  ['{', 400],
  ['{"poller":"test","mappings":[{"uuid":"m"}]}', 400],
  [`"${'x'.repeat(1024 * 1024)}"`, 413],
  ['{"poller":"test","mappings":[]}', 204],
])('answers the report %.50s with %i', async (body, status) => {
  const response = await postReport(body);

  expect(response.status).toBe(status);
});
