import { readEvent } from '../../../../lambdas/notify/read-event.ts';

const change = {
  AlarmName: 'users-sink-errors',
  AlarmDescription: 'The sink keeps failing.',
  AlarmArn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:users-sink-errors',
  OldStateValue: 'OK',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed',
  StateChangeTime: '2026-10-01T10:00:00.000+0000',
  Trigger: { MetricName: 'Errors' },
};

function eventOf(Message: string, Subject: string | null = null) {
  return { Records: [{ EventSource: 'aws:sns', Sns: { Subject, Message, Timestamp: '2026-10-01T10:00:01.000Z' } }] };
}

test('an alarm is read as CloudWatch tells it', () => {
  expect(readEvent(eventOf(JSON.stringify(change)))).toEqual([
    {
      alarm: {
        name: 'users-sink-errors',
        arn: change.AlarmArn,
        description: 'The sink keeps failing.',
        oldState: 'OK',
        newState: 'ALARM',
        reason: 'Threshold Crossed',
        at: '2026-10-01T10:00:00.000+0000',
      },
    },
  ]);
});

test('an alarm without a description has an empty one', () => {
  const [notification] = readEvent(eventOf(JSON.stringify({ ...change, AlarmDescription: null })));

  expect(notification).toMatchObject({ alarm: { description: '' } });
});

test.each(['no JSON {', '{"AlarmName":"incomplete"}', 'null'])('%s is passed on as it is', (message) => {
  expect(readEvent(eventOf(message, 'By hand'))).toEqual([
    { subject: 'By hand', text: message, at: '2026-10-01T10:00:01.000Z' },
  ]);
});

test.each([[undefined], [{}], [{ Records: [{ body: 'of SQS' }] }]])('%j is no event of SNS', (event) => {
  expect(() => readEvent(event)).toThrow(/^The event is not of SNS: /);
});
