import { receiverToken } from '../../../../local/deployment/alarm-webhook.ts';

test.each([
  ['http://127.0.0.1:18083/webhooks/alarms/right-token', 'right-token'],
  ['http://console:18083/webhooks/alarms/right-token\n', 'right-token'],
  ['http://127.0.0.1:18083/webhooks/alarms/', undefined],
  ['https://hooks.slack.com/services/T0/B0/x', undefined],
  ['no URL', undefined],
])('%j has the token %s', (url, token) => {
  expect(receiverToken(url)).toBe(token);
});
