import { GetQueueUrlCommand, QueueDoesNotExist, SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import { TestStack } from '../../../support/stack/test-stack.ts';
import { json, query, xmlValues } from './aws-http.ts';

const sqs = new SQSClient(clientSettings());
const prefix = `rollback-test-${process.pid}`;
let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());

const queue = (name: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName: `${prefix}-${name}` } });
const group = (RetentionInDays: number) => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: prefix, RetentionInDays },
});
/** Refused by EC2, after all others are done. */
const failing = (...DependsOn: string[]) => ({
  Type: 'AWS::EC2::SecurityGroupIngress',
  DependsOn,
  Properties: { GroupId: 'sg-0', IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIp: '10.0.0.0/8' },
});

async function exists(name: string): Promise<boolean> {
  try {
    await sqs.send(new GetQueueUrlCommand({ QueueName: `${prefix}-${name}` }));
    return true;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return false;
    throw error;
  }
}

async function retention(): Promise<unknown> {
  const found = await json('logs', 'Logs_20140328.DescribeLogGroups', { logGroupNamePrefix: prefix });
  return (found as { logGroups: { retentionInDays?: number }[] }).logGroups.map((one) => one.retentionInDays);
}

test('a stack that fails when it is made leaves nothing behind, and tells of the cause once', async () => {
  const Resources = { Queue: queue('a'), Failing: failing('Queue'), Behind: { ...queue('b'), DependsOn: ['Failing'] } };

  expect(await stack.deploy({ Resources })).toBe(false);

  expect(await exists('a')).toBe(false);
  expect(await stack.status()).toBe('ROLLBACK_COMPLETE');
  expect(await stack.events('Queue')).toEqual([
    'CREATE_IN_PROGRESS',
    'CREATE_COMPLETE',
    'DELETE_IN_PROGRESS',
    'DELETE_COMPLETE',
  ]);
  expect(await stack.events('Failing')).toEqual(['CREATE_IN_PROGRESS', expect.stringContaining('sg-0')]);
  expect(await stack.events('Behind')).toEqual([]);
});

test('a stack that fails when it is changed is as it was before, and can be changed again', async () => {
  await stack.deploy({ Resources: { Kept: queue('kept'), Replaced: queue('old'), Group: group(7) } });

  const bad = { Replaced: queue('new'), Group: group(14), Added: queue('added') };
  const failed = { ...bad, Failing: failing(...Object.keys(bad)) };
  expect(await stack.deploy({ Resources: failed })).toBe(false);
  const queues = await Promise.all(['kept', 'old', 'new', 'added'].map(exists));
  const status = await stack.status();
  const days = await retention();
  expect(await stack.deploy({ Resources: bad })).toBe(true);
  const changed = await Promise.all(['kept', 'old', 'new', 'added'].map(exists));
  const newDays = await retention();
  await stack.delete();

  expect(queues).toEqual([true, true, false, false]);
  expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(days).toEqual([7]);
  expect(changed).toEqual([false, false, true, true]);
  expect(newDays).toEqual([14]);
  expect(await Promise.all(['new', 'added'].map(exists))).toEqual([false, false]);
});

test('tells CDK why a change set could not be made', async () => {
  const name = `${prefix}-invalid`;
  const version = '2010-05-15';
  const TemplateBody = JSON.stringify({ Transform: 'Unknown::Transform', Resources: { Queue: queue('a') } });
  const changeSet = { StackName: name, ChangeSetName: 'first' };

  await query('cloudformation', version, {
    Action: 'CreateChangeSet',
    ChangeSetType: 'CREATE',
    TemplateBody,
    ...changeSet,
  });
  const events = await query('cloudformation', version, { Action: 'DescribeEvents', ...changeSet });

  expect(xmlValues(events, 'ValidationStatusReason')).toEqual([expect.stringContaining('Transform')]);
});
