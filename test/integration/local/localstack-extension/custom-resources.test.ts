import { eventually } from '../../../support/eventually.ts';
import { TestStack } from '../../../support/stack/test-stack.ts';
import { createProvider, handlerCode, Notes, thing } from './custom-resource.ts';
import { deleteFunctions } from './test-function.ts';

let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());
afterAll(deleteFunctions);

const attribute = (name: string) => ({ Value: { 'Fn::GetAtt': ['Thing', name] } });
const expectOutputs = (expected: object) =>
  eventually(async () => expect(await stack.outputs()).toEqual(expected), 5_000);

test('asks the function of its own stack, whose answer gives Ref and Fn::GetAtt, and asks it to delete again', async () => {
  const notes = new Notes();
  const ThingFunction = {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/test',
      Code: { ZipFile: handlerCode() },
      Environment: { Variables: { NOTES: notes.file } },
    },
  };
  // CDK too puts the resource before its function.
  const properties = { Size: 3, Flags: [true], Answer: { PhysicalResourceId: 'the-thing', Data: { Colour: 'red' } } };
  const Resources = { ...thing({ 'Fn::GetAtt': ['ThingFunction', 'Arn'] }, properties), ThingFunction };

  await stack.deploy({ Resources, Outputs: { Id: { Value: { Ref: 'Thing' } }, Colour: attribute('Colour') } });
  await expectOutputs({ Id: 'the-thing', Colour: 'red' });
  await stack.delete();

  const [create, remove, ...others] = notes.requests();
  const common = {
    ServiceToken: expect.stringMatching(/^arn:aws:lambda:us-east-1:000000000000:function:extension-test-/),
    ResponseURL: expect.stringMatching(/^http/),
    StackId: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/extension-test-/),
    RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    LogicalResourceId: 'Thing',
    ResourceType: 'Custom::Thing',
    ResourceProperties: {
      ServiceToken: create?.ServiceToken,
      ...properties,
      Size: '3',
      Flags: ['true'],
    },
  };
  expect(create).toEqual({ RequestType: 'Create', ...common });
  expect(remove).toEqual({ RequestType: 'Delete', PhysicalResourceId: 'the-thing', ...common });
  expect(others).toEqual([]);
});

test('updates in place, with the properties before, and only when they change', async () => {
  const { arn, notes } = await createProvider();
  const resources = (Size: number, Data: object) => thing(arn, { Size, Answer: { Data } });
  await stack.deploy({ Resources: resources(1, { Colour: 'red' }), Outputs: { Colour: attribute('Colour') } });

  // With an attribute that there was not before.
  const Resources = resources(2, { Colour: 'green', Shape: 'round' });
  await stack.deploy({ Resources, Outputs: { Colour: attribute('Colour'), Shape: attribute('Shape') } });
  await expectOutputs({ Colour: 'green', Shape: 'round' });
  await stack.deploy({ Resources, Outputs: { Id: { Value: { Ref: 'Thing' } }, Shape: attribute('Shape') } });
  await expectOutputs({ Id: 'first', Shape: 'round' });

  expect(notes.requests()).toMatchObject([
    { RequestType: 'Create' },
    {
      RequestType: 'Update',
      PhysicalResourceId: 'first',
      ResourceProperties: { ServiceToken: arn, Size: '2', Answer: { Data: { Colour: 'green' } } },
      OldResourceProperties: { ServiceToken: arn, Size: '1', Answer: { Data: { Colour: 'red' } } },
    },
  ]);
});

test('deletes the old thing when an update answers a new physical id', async () => {
  const { arn, notes } = await createProvider();
  await stack.deploy({ Resources: thing(arn, { Size: 1 }) });

  await stack.deploy({
    Resources: thing(arn, { Size: 2, Answer: { PhysicalResourceId: 'second' } }),
    Outputs: { Id: { Value: { Ref: 'Thing' } } },
  });
  await expectOutputs({ Id: 'second' });
  await stack.delete();

  expect(notes.requests()).toMatchObject([
    { RequestType: 'Create' },
    { RequestType: 'Update', PhysicalResourceId: 'first', ResourceProperties: { Size: '2' } },
    { RequestType: 'Delete', PhysicalResourceId: 'first', ResourceProperties: { Size: '1' } },
    { RequestType: 'Delete', PhysicalResourceId: 'second', ResourceProperties: { Size: '2' } },
  ]);
});

test('deletes the thing when the resource leaves the template', async () => {
  const { arn, notes } = await createProvider();
  const { Thing } = thing(arn);
  await stack.deploy({
    Resources: { Thing, Other: { Type: 'AWS::CloudFormation::CustomResource', Properties: Thing.Properties } },
  });

  await stack.deploy({ Resources: { Thing } });

  expect(notes.requests().at(-1)).toMatchObject({
    RequestType: 'Delete',
    LogicalResourceId: 'Other',
    ResourceType: 'AWS::CloudFormation::CustomResource',
  });
});
