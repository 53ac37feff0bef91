import { type EventSourceMappingConfiguration, GetEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { login, root, withSecrets } from '../support/event-source-mapping/access.ts';
import { deleteMapping, lambda, ownCluster, updateMapping } from '../support/event-source-mapping/mappings.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { committedOffset, numbered } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import { connections } from '../support/stack/stack.ts';

const shared = SharedPoller.forThisFile();

const read = (UUID: string) => lambda.send(new GetEventSourceMappingCommand({ UUID }));

/** The states that the API shows, each once, until it shows the last one. */
async function statesUntil(uuid: string, last: string): Promise<string[]> {
  const seen: string[] = [];
  await eventually(
    async () => {
      const { State = '' } = await read(uuid);
      if (seen.at(-1) !== State) seen.push(State);
      expect(State).toBe(last);
    },
    20_000,
    20,
  );
  return seen;
}

async function shows(uuid: string, fields: EventSourceMappingConfiguration): Promise<void> {
  await eventually(async () => expect(await read(uuid)).toMatchObject(fields), 20_000, 50);
}

test('43. disabling and enabling pass through their states, and polling goes on at the commit', async () => {
  const mapped = await shared.map({ messages: numbered(3) });
  await mapped.committed(3);
  mapped.reply = () => mapped.hold();
  await mapped.produce(numbered(1, 0, 3));
  await mapped.invoked(2);

  await updateMapping({ UUID: mapped.uuid, Enabled: false });
  const disabling = statesUntil(mapped.uuid, 'Disabled');
  await shared.process.hasState(mapped.uuid, 'Disabling');
  await mapped.produce(numbered(2, 0, 4));
  mapped.reply = () => ({});
  mapped.release();
  await disabling;
  const committedAtRest = await committedOffset(mapped.uuid, mapped.topic);
  await updateMapping({ UUID: mapped.uuid, Enabled: true });
  const enabling = await statesUntil(mapped.uuid, 'Enabled');
  await mapped.committed(6);

  expect(await disabling).toEqual(['Disabling', 'Disabled']);
  expect(enabling).toEqual(['Enabling', 'Enabled']);
  expect(committedAtRest).toBe(4);
  expect(mapped.offsets().flat()).toEqual([0, 1, 2, 3, 4, 5]);
});

test('44. a wrong password is told as "SASL authentication failed"', async () => {
  const secrets = { ...root, SASL_SCRAM_512_AUTH: { ...login, password: 'wrong' } };
  const source = await withSecrets(ownCluster(connections().kafka.scram), secrets);

  const { uuid } = await shared.map({ ...source, untilEnabled: false });

  await shows(uuid, {
    State: 'Enabled',
    StateTransitionReason: 'EVENT_SOURCE_AUTHN_ERROR',
    LastProcessingResult: expect.stringContaining('SASL authentication failed'),
  });
});

test('an update passes through Updating, even one that changes nothing', async () => {
  const { uuid } = await shared.map();
  await shows(uuid, { State: 'Enabled', LastProcessingResult: 'No records processed' });

  await updateMapping({ UUID: uuid, BatchSize: 5 });
  const updating = await statesUntil(uuid, 'Enabled');
  await updateMapping({ UUID: uuid, BatchSize: 5 });
  const updatingNothing = await statesUntil(uuid, 'Enabled');

  expect([updating, updatingNothing]).toEqual([
    ['Updating', 'Enabled'],
    ['Updating', 'Enabled'],
  ]);
});

test('a mapping is Creating until it is polled, and Deleting until its last invocation is over', async () => {
  const mapped = await shared.map({ untilEnabled: false });
  mapped.reply = () => mapped.hold();

  const creating = await statesUntil(mapped.uuid, 'Enabled');
  await mapped.produce(numbered(1));
  await mapped.invoked(1);
  const deleted = await deleteMapping(mapped.uuid);
  await shows(mapped.uuid, { State: 'Deleting' });
  mapped.release();

  await eventually(
    () => expect(read(mapped.uuid)).rejects.toMatchObject({ name: 'ResourceNotFoundException' }),
    20_000,
  );
  expect(creating).toEqual(['Creating', 'Enabled']);
  expect(deleted).toBe('Deleting');
});

test('the last processing result is that of the function', async () => {
  const mapped = await shared.map({ reply: () => ({ error: 'not today' }), messages: numbered(1) });

  await shows(mapped.uuid, { State: 'Enabled', LastProcessingResult: 'PROBLEM: Function call failed' });
  mapped.reply = () => ({});

  await shows(mapped.uuid, { State: 'Enabled', LastProcessingResult: 'OK' });
});
