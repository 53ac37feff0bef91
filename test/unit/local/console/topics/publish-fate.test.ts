import type { MappingView } from '../../../../../local/console/mappings/answers.ts';
import { emptyDraft } from '../../../../../local/console/page/views/topics/publish-draft.ts';
import { fatesOf } from '../../../../../local/console/page/views/topics/publish-fate.ts';

const letters = 'arn:aws:sqs:us-east-1:000000000000:users-sink-failures';

function mapping(functionName: string, topics: string[], changes: Partial<MappingView> = {}): MappingView {
  return {
    ...{ uuid: functionName, functionName, topics, source: '', state: 'Enabled', reason: null, lastResult: null },
    ...{ lastModified: null, batchSize: 1, batchingWindowSeconds: 0, startingPosition: null, groupId: null },
    ...{ retryAttempts: null, bisects: false, onFailure: null, configuration: {}, numbers: null },
    ...changes,
  };
}

/** A mapping that decodes these parts. */
function decoding(...attributes: string[]) {
  const SchemaValidationConfigs = attributes.map((Attribute) => ({ Attribute }));
  return {
    configuration: { AmazonManagedKafkaEventSourceConfig: { SchemaRegistryConfig: { SchemaValidationConfigs } } },
  };
}

const sink = mapping('users-sink', ['users_created'], { onFailure: letters, ...decoding('VALUE') });
const text = { ...emptyDraft, key: 'k', value: 'no user' };

function fate(reader: MappingView, draft = text, topic = 'users_created') {
  return fatesOf(draft, topic, [mapping('other', ['elsewhere']), reader]);
}

test('what no mapping reads stays where it is', () => {
  expect(fatesOf(text, 'nobodys', [sink])).toEqual([
    { text: expect.stringContaining('No event source mapping'), isBad: false, isLetter: false },
  ]);
});

test('a text in a topic whose values are decoded becomes a dead letter', () => {
  expect(fate(sink)).toEqual([
    {
      text: 'The mapping of users-sink decodes values by their schema. This value is a text that names none: the function is not given it. It comes to no store, and waits in the dead letters as DESERIALIZATION_ERROR.',
      ...{ isBad: true, isLetter: true },
    },
  ]);
});

test.each([
  ['{"id": 1}', false, 'stores it in both stores if it fits'],
  ['{"id": 1', true, 'This value is no JSON'],
])('a value with the frame of the schema: %s', (value, isBad, words) => {
  expect(fate(sink, { ...text, kind: 'framed', value })).toEqual([
    { text: expect.stringContaining(words), isBad, isLetter: true },
  ]);
});

test('a tombstone of the pipeline deletes a user', () => {
  expect(fate(sink, { ...text, kind: 'tombstone' })[0]).toMatchObject({
    ...{ text: expect.stringContaining('deletes the user whose id is the key'), isBad: false },
  });
});

test('without a destination it is dropped, and another one is named', () => {
  const textOf = (onFailure: string | null) => fate({ ...sink, onFailure })[0];

  expect(textOf(null)).toMatchObject({ text: expect.stringContaining('It is dropped'), isLetter: false });
  expect(textOf('arn:aws:s3:::b')).toMatchObject({ text: expect.stringContaining('It goes to arn:aws:s3:::b as') });
});

test('keys are decoded too where the mapping says so', () => {
  const reader = mapping('reader', ['t'], decoding('KEY'));

  expect(fate(reader, text, 't')[0]).toMatchObject({
    text: expect.stringContaining('This key is a text'),
    isBad: true,
  });
  expect(fate(reader, { ...text, key: '' }, 't')[0]).toMatchObject({ isBad: false });
});

test('other functions are given it as it is; a paused mapping and filters are named', () => {
  const filters = { configuration: { FilterCriteria: { Filters: [{ Pattern: '{}' }] } } };

  expect(fate(mapping('one', ['t']), text, 't')[0]?.text).toBe('one is given the message.');
  expect(fate(mapping('one', ['t'], { state: 'Disabled' }), text, 't')[0]?.text).toContain('The mapping is paused');
  expect(fate(mapping('one', ['t'], filters), text, 't')[0]?.text).toContain('if it matches the filters');
});

test('each mapping of the topic makes its own of it', () => {
  const readers = [sink, mapping('copy', ['users_created'])];

  expect(fatesOf(text, 'users_created', readers).map(({ isBad }) => isBad)).toEqual([true, false]);
});
