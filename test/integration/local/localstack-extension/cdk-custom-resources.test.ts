import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../../support/eventually.ts';
import { projectDir } from '../../../support/stack/stack.ts';
import { TestStack } from '../../../support/stack/test-stack.ts';
import { functionArn, thing } from './custom-resource.ts';
import { createFunction, deleteFunctions } from './test-function.ts';

let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());
afterAll(deleteFunctions);

/** The code of a function that CDK brings, as it deploys it. */
function cdkHandler(folder: string): string {
  const handlers = join(projectDir, 'node_modules', 'aws-cdk-lib', 'custom-resource-handlers', 'dist');
  return readFileSync(join(handlers, folder, 'index.js'), 'utf8');
}

test('CDK’s AwsCustomResource calls the API and gives its answer as attributes', async () => {
  const code = { 'index.js': cdkHandler('custom-resources/aws-custom-resource-handler') };
  const name = await createFunction(code, { Timeout: 30, MemorySize: 512 });
  const call = {
    service: 'Lambda',
    action: 'getFunction',
    parameters: { FunctionName: name },
    physicalResourceId: { responsePath: 'Configuration.FunctionArn' },
    outputPaths: ['Configuration.Handler', 'Configuration.Timeout'],
  };

  const attribute = (path: string) => ({ Value: { 'Fn::GetAtt': ['Thing', path] } });
  await stack.deploy({
    Resources: thing(functionArn(name), { Create: JSON.stringify(call), InstallLatestAwsSdk: false }),
    Outputs: {
      Id: { Value: { Ref: 'Thing' } },
      Handler: attribute('Configuration.Handler'),
      Timeout: attribute('Configuration.Timeout'),
    },
  });

  expect(await stack.events('Thing')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
  const outputs = { Id: functionArn(name), Handler: 'index.handler', Timeout: '30' };
  await eventually(async () => expect(await stack.outputs()).toEqual(outputs), 5_000);
});

test('a function under CDK’s CustomResourceProvider answers by its return value, and by what it throws', async () => {
  const name = await createFunction(
    {
      '__entrypoint__.js': cdkHandler('core/nodejs-entrypoint-handler'),
      'index.js': `exports.handler = async ({ RequestType, ResourceProperties: { Colour } }) => {
        if (!Colour) throw new Error('No colour to ' + RequestType);
        return { PhysicalResourceId: 'painted', Data: { Colour } };
      };`,
    },
    { Handler: '__entrypoint__.handler' },
  );
  const Outputs = { Colour: { Value: { 'Fn::GetAtt': ['Thing', 'Colour'] } } };

  await stack.deploy({ Resources: thing(functionArn(name), { Colour: 'red' }), Outputs });
  await eventually(async () => expect(await stack.outputs()).toEqual({ Colour: 'red' }), 5_000);
  expect(await stack.deploy({ Resources: thing(functionArn(name)), Outputs })).toBe(false);

  expect(await stack.failure('Thing')).toContain('UPDATE_FAILED Error: No colour to Update');
});
