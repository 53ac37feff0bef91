import { eventually } from '../../../support/eventually.ts';
import { TestStack } from '../../../support/stack/test-stack.ts';
import { createProvider, thing } from './custom-resource.ts';
import { deleteFunctions } from './test-function.ts';

let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());
afterAll(deleteFunctions);

test('fails the stack with the function’s reason, and has what there may be of the thing deleted', async () => {
  const { arn, notes } = await createProvider(`
    await reply(event.RequestType === 'Create' ? { Status: 'FAILED', Reason: 'No room left.' } : {});`);

  expect(await stack.deploy({ Resources: thing(arn, { Size: 1 }) })).toBe(false);
  expect(await stack.events('Thing')).toEqual([
    'CREATE_IN_PROGRESS',
    expect.stringMatching(/^CREATE_FAILED .*No room left\./),
    'DELETE_IN_PROGRESS',
    'DELETE_COMPLETE',
  ]);
  await stack.delete();

  expect(notes.requests()).toMatchObject([
    { RequestType: 'Create' },
    { RequestType: 'Delete', PhysicalResourceId: 'first', ResourceProperties: { Size: '1' } },
  ]);
});

test('has the thing made as it was when an update fails', async () => {
  const { arn, notes } = await createProvider();
  await stack.deploy({ Resources: thing(arn, { Size: 1 }) });

  const bad = { Size: 2, Answer: { Status: 'FAILED', Reason: 'Too big.' } };
  expect(await stack.deploy({ Resources: thing(arn, bad) })).toBe(false);
  expect(await stack.failure('Thing')).toMatch(/^UPDATE_FAILED .*Too big\./);
  await stack.deploy({ Resources: thing(arn, { Size: 3 }) });
  await stack.delete();

  expect(notes.requests().slice(2)).toMatchObject([
    { RequestType: 'Update', PhysicalResourceId: 'first', ResourceProperties: { Size: '1' } },
    { RequestType: 'Update', PhysicalResourceId: 'first', OldResourceProperties: { Size: '1' } },
    { RequestType: 'Delete', PhysicalResourceId: 'first', ResourceProperties: { Size: '3' } },
  ]);
});

test('an update is done although the old thing cannot be deleted', async () => {
  const { arn } = await createProvider(`
    if (event.PhysicalResourceId === 'first' && event.RequestType === 'Delete') return reply({ Status: 'FAILED' });
    await reply(event.ResourceProperties.Answer);`);
  await stack.deploy({ Resources: thing(arn) });

  const Resources = thing(arn, { Answer: { PhysicalResourceId: 'second' } });
  expect(await stack.deploy({ Resources, Outputs: { Id: { Value: { Ref: 'Thing' } } } })).toBe(true);

  await eventually(async () => expect(await stack.outputs()).toEqual({ Id: 'second' }), 5_000);
});

test('fails at once, naming the function, when it throws', async () => {
  const { arn, name } = await createProvider('throw new TypeError("Out of luck.");');

  expect(await stack.deploy({ Resources: thing(arn) })).toBe(false);

  const reason = await stack.failure('Thing');
  expect(reason).toContain(`${name} failed`);
  expect(reason).toContain('Out of luck.');
});

test.each([
  ['is not there', 'arn:aws:lambda:us-east-1:000000000000:function:nobody', 'Function not found'],
  ['is no function', 'arn:aws:sns:us-east-1:000000000000:topic', "must be a function's ARN"],
])('fails at once when what the ServiceToken names %s, also when it worked before', async (_what, token, reason) => {
  const { arn, notes } = await createProvider();
  const neverCreated = new TestStack();
  await stack.deploy({ Resources: thing(arn) });

  expect(await neverCreated.deploy({ Resources: thing(token) })).toBe(false);
  expect(await stack.deploy({ Resources: thing(token) })).toBe(false);
  const reasons = [await neverCreated.failure('Thing'), await stack.failure('Thing')];
  await neverCreated.delete();
  await stack.delete();

  expect(reasons).toEqual([expect.stringMatching(/^CREATE_FAILED /), expect.stringMatching(/^UPDATE_FAILED /)]);
  expect(reasons).toEqual([expect.stringContaining(reason), expect.stringContaining(reason)]);
  expect(notes.requests()).toMatchObject([
    { RequestType: 'Create' },
    { RequestType: 'Update' },
    { RequestType: 'Delete' },
  ]);
});

test.each([
  ['ends', ''],
  ['still runs', 'await new Promise((done) => setTimeout(done, 20_000));'],
])('fails after the ServiceTimeout when the function %s without an answer', async (_how, body) => {
  const { arn } = await createProvider(body, { Timeout: 25 });

  const began = performance.now();
  expect(await stack.deploy({ Resources: thing(arn, { ServiceTimeout: 2 }) })).toBe(false);
  const tookMs = performance.now() - began;

  expect(await stack.failure('Thing')).toMatch(/^CREATE_FAILED .*did not receive a response.* 2 s/);
  expect(tookMs).toBeGreaterThan(2000);
  expect(tookMs).toBeLessThan(10_000);
});

test('takes the first answer, and refuses another with 409', async () => {
  const { arn, notes } = await createProvider(`
    note([await reply({ Data: { Turn: 'first' } }), await reply({ Data: { Turn: 'second' } })]);`);

  await stack.deploy({ Resources: thing(arn), Outputs: { Turn: { Value: { 'Fn::GetAtt': ['Thing', 'Turn'] } } } });

  await eventually(async () => expect(notes.lines().at(-1)).toEqual([200, 409]), 5_000);
  expect(await stack.outputs()).toEqual({ Turn: 'first' });
});

test('takes an answer although the function fails or runs on afterwards', async () => {
  const code = `await reply();
    if (event.RequestType === 'Create') await new Promise((done) => setTimeout(done, 20_000));
    throw new Error('Afterwards.');`;
  const { arn } = await createProvider(code, { Timeout: 25 });

  expect(await stack.deploy({ Resources: thing(arn, { Size: 1 }) })).toBe(true);
  expect(await stack.deploy({ Resources: thing(arn, { Size: 2 }) })).toBe(true);
});
