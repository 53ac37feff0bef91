import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import {
  fingerprint,
  type Known,
  planChanges,
  selectMappings,
} from '../../../../../local/event-source-mapping/worker/plan-changes.ts';

function mapping(State: string, fields: EventSourceMappingConfiguration = {}): EventSourceMappingConfiguration {
  const EventSourceArn = 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1';
  return { UUID: 'uuid', EventSourceArn, Topics: ['users'], State, ...fields };
}

function known(enabled: boolean): Map<string, Known> {
  return new Map([['uuid', { enabled, fingerprint: fingerprint(mapping('Enabled')) }]]);
}

const plan = (before: Map<string, Known>, ...listed: EventSourceMappingConfiguration[]) =>
  planChanges(before, selectMappings(listed, new Set())).map(({ kind }) => kind);

test.each([
  ['a new one', new Map(), mapping('Enabling'), ['enable']],
  ['a new one that is disabled', new Map(), mapping('Disabled'), ['disable']],
  ['one that is being created', new Map(), mapping('Creating'), ['enable']],
  ['one that stays', known(true), mapping('Enabled'), []],
  ['one that is enabled', known(false), mapping('Enabled'), ['enable']],
  ['one that is disabled', known(true), mapping('Disabling'), ['disable']],
  ['one that is being deleted', known(true), mapping('Deleting'), ['disable']],
  ['one that is being updated', known(true), mapping('Updating'), []],
  ['one with other fields', known(true), mapping('Enabled', { BatchSize: 7 }), ['update']],
  ['one that only tells another result', known(true), mapping('Enabled', { LastProcessingResult: 'OK' }), []],
  ['a disabled one with other fields', known(false), mapping('Disabled', { BatchSize: 7 }), []],
] as [string, Map<string, Known>, EventSourceMappingConfiguration, string[]][])(
  '%s',
  (_what, before, listed, changes) => {
    expect(plan(before, listed)).toEqual(changes);
  },
);

test('one that is gone', () => {
  expect(plan(known(true))).toEqual(['delete']);
});

test('serves only the mappings that it was told to, if any', () => {
  const listed = [mapping('Enabled'), mapping('Enabled', { UUID: 'other' })];

  expect([...selectMappings(listed, new Set()).keys()]).toEqual(['uuid', 'other']);
  expect([...selectMappings(listed, new Set(['other'])).keys()]).toEqual(['other']);
});
