import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { UpdateFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { webhookSecret } from '../../lambdas/notify/webhook-secret.ts';
import type { InboxAnswer } from '../../local/console/alarms/answers.ts';
import { leadAlarmsToConsole, readWebhook } from '../../local/deployment/alarm-webhook.ts';
import { awsClientOptions, awsEndpoint } from '../../local/deployment/aws-clients.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { aUser } from '../integration/lambdas/sink-users/sink.ts';
import { produce } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import { lambda, settings, startPipeline, usersSchemaId } from '../support/pipeline/deployed-pipeline.ts';
import { framed } from '../support/schemas/framed.ts';

const minutes = 60_000;
const cloudWatch = new CloudWatchClient(awsClientOptions(settings));
const secrets = new SecretsManagerClient(awsClientOptions(settings));
const sqs = new SQSClient(awsClientOptions(settings));
const queue = (name: string) => `${awsEndpoint(settings)}/000000000000/${name}`;
const purge = (name: string) => sqs.send(new PurgeQueueCommand({ QueueUrl: queue(name) }));

beforeAll(async () => {
  await startPipeline(10, '2026-10-01');
  // What others have left.
  await Promise.all(['users-sink-failures', 'users-notify-failures'].map(purge));
}, 15 * minutes);

afterAll(async () => {
  await Promise.all(['users-sink-failures', 'users-notify-failures'].map(purge));
  for (const client of [cloudWatch, secrets, sqs, lambda]) client.destroy();
});

async function stateOf(alarm: string): Promise<string | undefined> {
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [alarm] }));
  return MetricAlarms?.[0]?.StateValue;
}

function awaitState(alarm: string, state: string): Promise<void> {
  return eventually(async () => expect(await stateOf(alarm)).toBe(state), 2 * minutes);
}

/** What the console shows of an alarm, told since then. */
async function toldOf(alarm: string, sinceMs: number) {
  const response = await fetch(`http://127.0.0.1:${settings.ports.console}/api/alarms/inbox`);
  const { mails, posts } = (await response.json()) as InboxAnswer;
  // The time of a mail is in whole seconds.
  const isNew = ({ at }: { readonly at: string }) => Date.parse(at) >= sinceMs - 1000;
  return {
    mails: sinceItsAlarm(
      mails.filter((mail) => isNew(mail) && mail.subject.includes(`"${alarm}"`)),
      ({ subject }) => subject,
    ),
    posts: sinceItsAlarm(
      posts.filter((post) => isNew(post) && post.text.includes(alarm)),
      ({ text }) => text,
    ),
  };
}

/** Without what comes last, the oldest: that an earlier alarm is over may be told only now. */
function sinceItsAlarm<Told>(told: readonly Told[], textOf: (one: Told) => string): Told[] {
  return told.slice(0, told.findLastIndex((one) => textOf(one).includes('ALARM:')) + 1);
}

test(
  'a record that cannot be stored is told by e-mail and webhook, and so is that it is over',
  async () => {
    const alarm = 'users-sink-failures-not-empty';
    await awaitState(alarm, 'OK');
    const begun = Date.now();
    const key = randomUUID();
    const poison = framed(await usersSchemaId(), JSON.stringify(aUser(key, { last_name: 'a\0b' })));

    await produce(topic, [{ key, value: poison }]);

    await awaitState(alarm, 'ALARM');
    await eventually(async () => {
      const { mails, posts } = await toldOf(alarm, begun);
      expect(mails.map(({ subject, to }) => [subject, to])).toEqual([
        [`ALARM: "${alarm}" in us-east-1`, ['operator@example.com']],
      ]);
      expect(mails[0]?.text).toContain('Mend the cause, then redrive them.');
      expect(posts.map(({ text }) => text.split('\n'))).toEqual([
        [
          `🔴 *ALARM: ${alarm}*`,
          'Records were given up: users-sink-failures says which. Mend the cause, then redrive them.',
          expect.stringMatching(
            /^Reason: Threshold Crossed: the data points are \[.*1\.0.*\], the threshold is 1\.0\.$/,
          ),
          expect.stringMatching(/^\d{4}-.*, was OK$/),
          `<http://127.0.0.1:${settings.ports.console}/alarms/${alarm}>`,
        ],
      ]);
    }, minutes);

    await purge('users-sink-failures');

    await awaitState(alarm, 'OK');
    await eventually(async () => {
      const { mails, posts } = await toldOf(alarm, begun);
      expect(mails.map(({ subject }) => subject.split(':')[0])).toEqual(['OK', 'ALARM']);
      expect(posts.map(({ text }) => text.split('\n')[0])).toEqual([`🟢 *OK: ${alarm}*`, `🔴 *ALARM: ${alarm}*`]);
    }, minutes);
  },
  6 * minutes,
);

test(
  'what a webhook refuses waits in a queue, of which only the e-mail tells',
  async () => {
    const alarm = 'users-notify-failures-not-empty';
    await awaitState(alarm, 'OK');
    const posted: string[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      posted.push(body);
      response.writeHead(403).end('invalid_token');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/secret-path`;
    const before = await readWebhook(secrets);
    const attempts = (MaximumRetryAttempts: number) =>
      lambda.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName: 'users-notify', MaximumRetryAttempts }));
    const begun = Date.now();
    try {
      // Lambda's own attempts are minutes apart.
      await attempts(0);
      await secrets.send(new PutSecretValueCommand({ SecretId: webhookSecret, SecretString: url }));

      const StateReason = 'A test of what is not delivered.';
      await cloudWatch.send(
        new SetAlarmStateCommand({ AlarmName: 'users-sink-throttles', StateValue: 'ALARM', StateReason }),
      );

      const body = await eventually(async () => {
        const { Messages } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl: queue('users-notify-failures'), VisibilityTimeout: 0 }),
        );
        expect(Messages).toHaveLength(1);
        return Messages?.[0]?.Body ?? '';
      }, minutes);
      expect(body).toContain('users-sink-throttles');
      expect(body).toContain('The webhook answered 403.');
      expect(body).not.toContain('secret-path');
      await awaitState(alarm, 'ALARM');
      await eventually(async () => expect((await toldOf(alarm, begun)).mails).toHaveLength(1), minutes);
      expect(posted.filter((text) => text.includes('users-sink-throttles'))).not.toHaveLength(0);
      expect(posted.filter((text) => text.includes(alarm))).toEqual([]);
    } finally {
      await attempts(2);
      await secrets.send(new PutSecretValueCommand({ SecretId: webhookSecret, SecretString: before }));
      await leadAlarmsToConsole(settings);
      server.closeAllConnections();
      server.close();
    }
  },
  5 * minutes,
);
