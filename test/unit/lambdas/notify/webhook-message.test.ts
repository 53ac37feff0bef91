import type { AlarmChange } from '../../../../lambdas/notify/read-event.ts';
import { webhookMessage } from '../../../../lambdas/notify/webhook-message.ts';

const alarm: AlarmChange = {
  name: 'users-sink-errors',
  arn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:users-sink-errors',
  description: 'The sink keeps failing.',
  oldState: 'OK',
  newState: 'ALARM',
  reason: 'Threshold Crossed',
  at: '2026-10-01T10:00:00.000+0000',
};

test('an alarm tells its state, name, description, reason, time and link', () => {
  expect(webhookMessage({ alarm }, 'http://127.0.0.1:18083/alarms/').text.split('\n')).toEqual([
    '🔴 *ALARM: users-sink-errors*',
    'The sink keeps failing.',
    'Reason: Threshold Crossed',
    '2026-10-01T10:00:00.000+0000, was OK',
    '<http://127.0.0.1:18083/alarms/users-sink-errors>',
  ]);
});

test("the link is CloudWatch's in the alarm's Region where no other pages are named", () => {
  const home = 'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1';

  expect(webhookMessage({ alarm }, '').text).toContain(`<${home}#alarmsV2:alarm/users-sink-errors>`);
});

test('what is over has another sign', () => {
  expect(webhookMessage({ alarm: { ...alarm, oldState: 'ALARM', newState: 'OK' } }, '').text).toMatch(/^🟢 \*OK: /);
});

test('nothing in an alarm is read as a command of Slack', () => {
  const hostile = { ...alarm, name: 'a|b> <!channel>', description: '<!here> & <https://example.com|click>' };

  const { text } = webhookMessage({ alarm: hostile }, 'http://127.0.0.1:18083/alarms/');

  expect(text).toContain('&lt;!here&gt; &amp; &lt;https://example.com|click&gt;');
  expect(text.match(/<[^>]*>/g)).toEqual(['<http://127.0.0.1:18083/alarms/a%7Cb%3E%20%3C!channel%3E>']);
});

test('a long text is cut, and no character in two', () => {
  const { text } = webhookMessage({ alarm: { ...alarm, description: `${'x'.repeat(999)}${'😀'.repeat(5000)}` } }, '');

  expect(text.length).toBeLessThan(2000);
  expect(text.isWellFormed()).toBe(true);
});

test('what is no alarm is passed on as text', () => {
  expect(webhookMessage({ subject: 'By hand', text: 'Hello <you>', at: '2026-10-01T10:00:00Z' }, '')).toEqual({
    text: '*By hand*\nHello &lt;you&gt;\n2026-10-01T10:00:00Z',
  });
});
