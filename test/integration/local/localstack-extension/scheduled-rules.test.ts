import { randomUUID } from 'node:crypto';
import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { eventually } from '../../../support/eventually.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';

const minutes = 60_000;
const settings = clientSettings();
const events = new EventBridgeClient(settings);
const sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
const everyMinute = 'rate(1 minute)';
// In no year that these tests see.
const never = 'cron(0 0 1 1 ? 2099)';
const made: string[] = [];

afterAll(async () => {
  for (const name of made) {
    await events.send(new RemoveTargetsCommand({ Rule: name, Ids: ['queue'] })).catch(() => undefined);
    await events.send(new DeleteRuleCommand({ Name: name }));
    await sqs.send(new DeleteQueueCommand(await queueOf(name)));
  }
  for (const client of [events, sqs]) client.destroy();
});

async function queueOf(QueueName: string) {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return { QueueUrl };
}

const putRule = (Name: string, ScheduleExpression: string, State?: 'DISABLED') =>
  events.send(new PutRuleCommand({ Name, ScheduleExpression, State }));

async function putTarget(Rule: string): Promise<void> {
  const Arn = `arn:aws:sqs:us-east-1:000000000000:${Rule}`;
  await events.send(new PutTargetsCommand({ Rule, Targets: [{ Id: 'queue', Arn }] }));
}

/** A rule whose events come into a queue of its name. */
async function makeRule(kind: string, expression: string, state?: 'DISABLED'): Promise<string> {
  const name = `rule-${kind}-${randomUUID()}`;
  made.push(name);
  await sqs.send(new CreateQueueCommand({ QueueName: name }));
  await putRule(name, expression, state);
  await putTarget(name);
  return name;
}

async function fired(name: string): Promise<number> {
  const question = { ...(await queueOf(name)), AttributeNames: ['ApproximateNumberOfMessages' as const] };
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand(question));
  return Number(Attributes?.ApproximateNumberOfMessages);
}

test(
  'a rule fires by the schedule that it was given last, once, and only while it is enabled',
  async () => {
    const disabled = await makeRule('disabled', everyMinute);
    await events.send(new DisableRuleCommand({ Name: disabled }));
    const slower = await makeRule('slower', everyMinute);
    await putRule(slower, never);
    const slowerAnew = await makeRule('slower-anew', everyMinute);
    await putRule(slowerAnew, never);
    await putTarget(slowerAnew);
    const deleted = await makeRule('deleted', everyMinute);
    await events.send(new RemoveTargetsCommand({ Rule: deleted, Ids: ['queue'] }));
    await events.send(new DeleteRuleCommand({ Name: deleted }));
    await putRule(deleted, never);
    await putTarget(deleted);
    const enabled = await makeRule('enabled', everyMinute, 'DISABLED');
    await events.send(new EnableRuleCommand({ Name: enabled }));
    const faster = await makeRule('faster', never);
    await putRule(faster, everyMinute);
    const twice = await makeRule('twice', everyMinute);
    await putTarget(twice);
    // The last one: when it fires, each of the others has had its turn.
    const kept = await makeRule('kept', everyMinute);

    await eventually(async () => expect(await fired(kept)).toBeGreaterThan(0), 3 * minutes);

    // Of two that were made one after the other the first may have had one more turn.
    await eventually(async () => {
      const [turns = 0, turnsOfTwice, turnsOfKept = 0] = await Promise.all([faster, twice, kept].map(fired));
      expect(turnsOfTwice).toBeGreaterThanOrEqual(turnsOfKept);
      expect(turnsOfTwice).toBeLessThanOrEqual(turns);
      expect(await fired(enabled)).toBeGreaterThan(0);
    }, 10_000);
    const silent = [disabled, slower, slowerAnew, deleted];
    expect(await Promise.all(silent.map(fired))).toEqual([0, 0, 0, 0]);
  },
  4 * minutes,
);
