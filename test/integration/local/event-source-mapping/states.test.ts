import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { eventually } from '../../../support/eventually.ts';
import {
  cleanUp,
  clientSettings,
  createMapping,
  createTopic,
  deleteMapping,
  deployFunction,
  launchPoller,
  produce,
  startPoller,
  topicName,
} from './poller-fixture.ts';

const lambda = new LambdaClient(clientSettings);

afterEach(cleanUp);

const read = (UUID: string) => lambda.send(new GetEventSourceMappingCommand({ UUID }));

/** Follows the mapping until it is in the state, through no state but the transition. */
async function passes(uuid: string, transition: string, state: string): Promise<void> {
  const states = new Set<string | undefined>();
  await eventually(
    async () => {
      const { State } = await read(uuid);
      states.add(State);
      expect(State).toBe(state);
    },
    20_000,
    20,
  );
  expect([...states].filter((one) => one !== transition)).toEqual([state]);
}

async function shows(uuid: string, fields: EventSourceMappingConfiguration): Promise<void> {
  await eventually(async () => expect(await read(uuid)).toMatchObject(fields), 20_000, 50);
}

async function update(UUID: string, fields: Omit<UpdateEventSourceMappingCommandInput, 'UUID'>) {
  return (await lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...fields }))).State;
}

test('the API tells what becomes of each change', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic);
  await startPoller(uuid);
  await shows(uuid, { State: 'Enabled', LastProcessingResult: 'No records processed' });

  const updating = await update(uuid, { BatchSize: 5 });
  await passes(uuid, 'Updating', 'Enabled');
  const updatingNothing = await update(uuid, { BatchSize: 5 });
  await passes(uuid, 'Updating', 'Enabled');
  const disabling = await update(uuid, { Enabled: false });
  await passes(uuid, 'Disabling', 'Disabled');
  const enabling = await update(uuid, { Enabled: true });
  await passes(uuid, 'Enabling', 'Enabled');

  expect([updating, updatingNothing, disabling, enabling]).toEqual(['Updating', 'Updating', 'Disabling', 'Enabling']);
});

test('a mapping is Creating until it is polled, and Deleting until its last invocation is over', async () => {
  const recorded = await deployFunction();
  let answer: () => void = () => undefined;
  recorded.reply = () => new Promise((resolve) => (answer = () => resolve({})));
  const poller = await launchPoller();
  await createMapping(recorded, await createTopic());
  await poller.hasState('Enabled');
  const topic = await createTopic();
  await produce(topic, [{ value: 'x' }]);

  const uuid = await createMapping(recorded, topic);
  const { State: created } = await read(uuid);
  await passes(uuid, 'Creating', 'Enabled');
  await eventually(async () => expect(recorded.events).toHaveLength(1), 20_000);
  const deleted = await deleteMapping(uuid);
  await shows(uuid, { State: 'Deleting' });
  answer();

  await eventually(() => expect(read(uuid)).rejects.toMatchObject({ name: 'ResourceNotFoundException' }), 20_000);
  expect([created, deleted]).toEqual(['Creating', 'Deleting']);
});

test('the last processing result is that of the function', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic);
  recorded.reply = () => ({ error: 'not today' });
  await startPoller(uuid);

  await produce(topic, [{ value: 'x' }]);
  await shows(uuid, { State: 'Enabled', LastProcessingResult: 'PROBLEM: Function call failed' });
  recorded.reply = () => ({});

  await shows(uuid, { State: 'Enabled', LastProcessingResult: 'OK' });
});

test('a topic that is missing is named', async () => {
  const topic = topicName();
  const uuid = await createMapping(await deployFunction(), topic);

  await launchPoller(uuid);

  await shows(uuid, { LastProcessingResult: `PROBLEM: The topic ${topic} does not exist in the cluster` });
});

test('a poller that was killed is missed', async () => {
  const uuid = await createMapping(await deployFunction(), await createTopic());
  const poller = await startPoller(uuid);
  await shows(uuid, { LastProcessingResult: 'No records processed' });

  await poller.stop('SIGKILL');

  await shows(uuid, { State: 'Enabled', LastProcessingResult: expect.stringMatching(/^PROBLEM: No poller is conn/) });
});
