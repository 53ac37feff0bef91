import { LambdaClient } from '@aws-sdk/client-lambda';
import { eventually } from '../../../support/eventually.ts';
import { deployFunction } from '../../../support/functions/functions.ts';
import { TestStack } from '../../../support/stack/test-stack.ts';
import { createProvider, functionArn, handlerCode, Notes, thing } from './custom-resource.ts';
import { startLocalstack } from './own-localstack.ts';
import { deleteFunctions } from './test-function.ts';

let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());
afterAll(deleteFunctions);

const attribute = (name: string) => ({ Value: { 'Fn::GetAtt': ['Thing', name] } });

test('hands out attributes of every kind, whatever their names', async () => {
  const data = { 'Parameter.Value': 'flat', Count: 3, Zero: 0, No: false, Empty: '', List: ['a', 'b'] };
  const { arn } = await createProvider(`await reply({ Data: ${JSON.stringify(data)} });`);
  const names = { Flat: 'Parameter.Value', Count: 'Count', Zero: 'Zero', No: 'No', Empty: 'Empty' };
  const outputs = Object.entries(names).map(([output, name]) => [output, attribute(name)]);

  await stack.deploy({
    Resources: thing(arn),
    Outputs: {
      ...Object.fromEntries(outputs),
      Joined: { Value: { 'Fn::Join': ['-', { 'Fn::GetAtt': ['Thing', 'List'] }] } },
      Text: { Value: { 'Fn::Sub': `\${Thing} \${Thing.Parameter.Value}` } },
    },
  });

  const text = { Flat: 'flat', Count: '3', Zero: '0', No: 'false', Empty: '', Joined: 'a-b', Text: 'first flat' };
  await eventually(async () => expect(await stack.outputs()).toEqual(text), 5_000);
});

test('fails when the answer lacks an attribute that another resource needs', async () => {
  const { arn } = await createProvider();
  const Needing = { Type: 'Custom::Thing', Properties: { ServiceToken: arn, Colour: attribute('Colour').Value } };

  expect(await stack.deploy({ Resources: { ...thing(arn, { Colour: 'of the template' }), Needing } })).toBe(false);

  expect((await stack.events('Needing')).at(-1)).toMatch(/^CREATE_FAILED .*Colour/);
});

test('is there as well when LocalStack refuses what it does not support', async () => {
  const own = await startLocalstack({ CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '0' });
  try {
    const files = { 'index.js': handlerCode() };
    const Environment = { Variables: { NOTES: new Notes().file } };
    const name = await deployFunction(new LambdaClient(own.clientSettings), files, { Environment });

    const deploying = new TestStack(own.clientSettings).deploy({ Resources: thing(functionArn(name)) });

    expect(await deploying).toBe(true);
  } finally {
    await own.stop();
  }
});
