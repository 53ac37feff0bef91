import { Posts, receiverRoutes } from '../../../../../local/console/alarms/receiver.ts';
import type { Sources } from '../../../../../local/console/sources/sources.ts';

const own = 'http://127.0.0.1:18083/webhooks/alarms/right-token';

function receiver(webhook: string) {
  const posts = new Posts();
  const clients = { secrets: { send: async () => ({ SecretString: webhook }) } };
  const aws = ((ask: (given: object) => unknown) => ask(clients)) as unknown as Sources['aws'];
  const routes = receiverRoutes({ aws }, posts);
  const post = async (token: string, body: string) => {
    const response = await routes.request(`/webhooks/alarms/${token}`, { method: 'POST', body });
    return [response.status, await response.text()];
  };
  return { posts, post };
}

test("takes Slack's shape from whoever has the token", async () => {
  const { posts, post } = receiver(own);

  await expect(post('right-token', '{"text":"ALARM: <users> & more","username":"x"}')).resolves.toEqual([200, 'ok']);

  expect(posts.all).toEqual([{ id: 1, at: expect.any(String), text: 'ALARM: <users> & more' }]);
});

test.each([
  ['another token', own, 'wrong-token'],
  ['the token of a webhook that is elsewhere', 'https://hooks.slack.com/services/right-token', 'right-token'],
])('refuses %s', async (_, webhook, token) => {
  const { posts, post } = receiver(webhook);

  await expect(post(token, '{"text":"x"}')).resolves.toEqual([403, 'invalid_token']);
  expect(posts.all).toEqual([]);
});

test.each(['', '{', '[]', '{"text":""}', '{"text":1}', '{"blocks":[]}'])('refuses %s as a message', async (body) => {
  const { posts, post } = receiver(own);

  await expect(post('right-token', body)).resolves.toEqual([400, 'invalid_payload']);
  expect(posts.all).toEqual([]);
});

test('refuses a body that is larger than a message is', async () => {
  const { post } = receiver(own);

  const [status] = await post('right-token', JSON.stringify({ text: 'x'.repeat(70_000) }));

  expect(status).toBe(413);
});

test('keeps the last hundred, the newest first, and the beginning of each', () => {
  const posts = new Posts();

  for (let number = 1; number <= 130; number++) posts.add(`${number} ${'x'.repeat(20_000)}`);

  expect(posts.all.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, index) => 130 - index));
  expect(posts.all[0]?.text).toHaveLength(10_000);
});
