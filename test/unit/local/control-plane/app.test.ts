import { app } from '../../../../local/control-plane/app.ts';
import { AwsError } from '../../../../local/control-plane/aws-error.ts';

const lines: string[] = [];
let renewals = 0;
let renewalFails = false;
const routes = app({
  services: {
    shop: {
      renew: async () => {
        renewals++;
        if (renewalFails) throw new Error('LocalStack does not answer');
      },
      operations: {
        Buy: ({ Item }: { Item: string }, { region }) => ({ Bought: `${Item} in ${region}` }),
        Refuse: () => {
          throw new AwsError('NoSuchItem', 'There is none.', { status: 404 });
        },
        Break: () => {
          throw new Error('out of order');
        },
      },
    },
  },
  resources: { handle: async ({ type }) => ({ PhysicalResourceId: type }) },
  log: (line) => lines.push(line),
});

const post = (path: string, body: object) => routes.request(path, { method: 'POST', body: JSON.stringify(body) });
const call = (operation: string, service = 'shop', run = 'first') =>
  post('/call', { service, operation, account: '000000000000', region: 'eu-west-1', request: { Item: 'tea' }, run });

test("a call is answered by its service's operation, in its caller's Region", async () => {
  const answer = await call('Buy');

  expect([answer.status, await answer.json()]).toEqual([200, { Bought: 'tea in eu-west-1' }]);
});

test('what LocalStack has forgotten is made again once for each of its starts, before its first answer', async () => {
  renewals = 0;

  const answers = await Promise.all([call('Buy', 'shop', 'second'), call('Buy', 'shop', 'second')]);
  await call('Buy', 'shop', 'third');

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(renewals).toBe(2);
});

test('what could not be made again is tried once more with the next call', async () => {
  renewalFails = true;
  const refused = await call('Buy', 'shop', 'fourth');
  renewalFails = false;

  const answer = await call('Buy', 'shop', 'fourth');

  expect([refused.status, answer.status]).toEqual([422, 200]);
});

test("what an operation refuses keeps AWS's code, message and status", async () => {
  const answer = await call('Refuse');

  expect([answer.status, await answer.json()]).toEqual([
    422,
    { code: 'NoSuchItem', message: 'There is none.', status: 404 },
  ]);
});

test('what breaks is an internal failure, and its stack is in the log', async () => {
  const answer = await call('Break');

  expect(await answer.json()).toEqual({ code: 'InternalFailure', message: 'out of order', status: 500 });
  expect(lines.at(-1)).toMatch(/\/call failed: Error: out of order\n/);
});

test.each([
  ['Sell', 'shop'],
  ['Buy', 'market'],
  ['toString', 'shop'],
])('%s of %s is named as not supported', async (operation, service) => {
  const answer = await call(operation, service);

  expect(await answer.json()).toMatchObject({
    code: 'NotImplementedException',
    status: 501,
    message: `${service} ${operation} is not supported by this local control plane.`,
  });
});

test('a resource is answered by its model', async () => {
  const answer = await post('/resource', { type: 'Test::Thing' });

  expect(await answer.json()).toEqual({ PhysicalResourceId: 'Test::Thing' });
});

test('a web page reaches no operation, whether by a name of its own or across sites', async () => {
  const ask = (headers: Record<string, string>) => routes.request('/call', { method: 'POST', headers, body: '{}' });

  const answers = [await ask({ host: 'evil.example' }), await ask({ origin: 'http://evil.example' })];

  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
});
