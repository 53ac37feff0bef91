import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { Hono } from 'hono';
import { awsEndpoint } from '../../deployment/aws-clients.ts';
import { ConsoleProblem } from '../problem.ts';
import type { Sources } from '../sources/sources.ts';
import type { InboxAnswer } from './answers.ts';
import { readMails, webhookOf } from './inbox.ts';
import { readAlarm, readAlarms } from './read-alarms.ts';
import type { Posts } from './receiver.ts';

/** By which whoever reads the message knows that nothing is wrong. */
const testReason = 'A test of the delivery, sent from the console. Nothing is wrong.';

/** The alarms of the endpoint, and what they have told. */
export function alarmRoutes({ aws, settings }: Sources, posts: Posts): Hono {
  const routes = new Hono();
  routes.get('/', async (context) => context.json(await aws(({ cloudWatch }) => readAlarms(cloudWatch))));
  routes.get('/inbox', async (context) => {
    const [mails, webhook] = await Promise.all([
      readMails(awsEndpoint(settings)),
      aws(({ secrets }) => webhookOf(secrets)),
    ]);
    return context.json({ mails, posts: posts.all, webhook } satisfies InboxAnswer);
  });
  // An alarm may be called inbox.
  routes.get('/of/:name', async (context) => {
    const name = context.req.param('name');
    return context.json(await aws(({ cloudWatch }) => readAlarm(cloudWatch, name)));
  });
  routes.post('/of/:name/test', async (context) => {
    const AlarmName = context.req.param('name');
    await aws(async ({ cloudWatch }) => {
      const { alarm } = await readAlarm(cloudWatch, AlarmName);
      if (alarm.state === 'ALARM') {
        const remedy = 'Only a change is told: choose an alarm that is OK.';
        throw new ConsoleProblem(409, `${AlarmName} is in alarm already.`, remedy);
      }
      await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: testReason }));
    });
    return context.json({ sent: true });
  });
  return routes;
}
