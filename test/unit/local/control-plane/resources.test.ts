import { join } from 'node:path';
import { AwsError } from '../../../../local/control-plane/aws-error.ts';
import type { Model, Properties, ResourceType } from '../../../../local/control-plane/resource.ts';
import { type ResourceRequest, Resources } from '../../../../local/control-plane/resources.ts';
import { StateFile } from '../../../../local/control-plane/state-file.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
let file = 0;

/** Things with a name, of which there can be one at a time, and a size. */
function things() {
  const there = new Map<string, number>();
  const modelOf = ({ Name, Size }: Properties): Model => ({ PhysicalResourceId: Name, Name, Size });
  const type: ResourceType = {
    nameOf: ({ Name }) => Name,
    create: async (properties) => {
      if (there.has(properties.Name)) throw new AwsError('AlreadyExists', `${properties.Name} is there.`);
      there.set(properties.Name, properties.Size);
      return modelOf(properties);
    },
    update: async (properties) => {
      if (!there.has(properties.Name)) throw new AwsError('ThingNotFound', `${properties.Name} is not there.`);
      there.set(properties.Name, properties.Size);
      return modelOf(properties);
    },
    delete: async ({ Name }) => void there.delete(Name),
  };
  const resources = new Resources({ 'Test::Thing': type }, new StateFile(join(directory, `${file++}.json`)));
  return { there, resources };
}

function request(action: ResourceRequest['action'], run: string, properties: Properties, old?: Model): ResourceRequest {
  const place = { account: '000000000000', region: 'us-east-1', stackId: 'id', stackName: 'stack', logicalId: 'Thing' };
  return { ...place, type: 'Test::Thing', action, run, properties, ...(old && { old }) };
}

test('a stack takes over what a forgotten stack has left, as it is wanted now', async () => {
  const { there, resources } = things();
  await resources.handle(request('create', 'first run', { Name: 'a', Size: 1 }));

  const model = await resources.handle(request('create', 'second run', { Name: 'a', Size: 2 }));

  expect(model).toMatchObject({ PhysicalResourceId: 'a', Size: 2 });
  expect(there).toEqual(new Map([['a', 2]]));
});

test('two stacks of one run do not share a resource', async () => {
  const { resources } = things();
  await resources.handle(request('create', 'run', { Name: 'a', Size: 1 }));

  const second = resources.handle(request('create', 'run', { Name: 'a', Size: 2 }));

  await expect(second).rejects.toMatchObject({ code: 'AlreadyExists' });
});

test('what nobody made by a stack is not taken over', async () => {
  const { there, resources } = things();
  there.set('a', 1);

  const creation = resources.handle(request('create', 'run', { Name: 'a', Size: 2 }));

  await expect(creation).rejects.toMatchObject({ code: 'AlreadyExists' });
});

test('what a forgotten stack made and somebody has deleted since is made again', async () => {
  const { there, resources } = things();
  await resources.handle(request('create', 'first run', { Name: 'a', Size: 1 }));
  there.delete('a');

  await resources.handle(request('create', 'second run', { Name: 'a', Size: 2 }));

  expect(there).toEqual(new Map([['a', 2]]));
});

test("what could not be created is not deleted by its name, which is somebody else's", async () => {
  const { there, resources } = things();
  there.set('a', 1);

  await resources.handle(request('delete', 'run', {}, { Name: 'a', Size: 2 } as never));

  expect(there).toEqual(new Map([['a', 1]]));
});

test('after its deletion a name is free for a stack of the same run', async () => {
  const { there, resources } = things();
  const model = await resources.handle(request('create', 'run', { Name: 'a', Size: 1 }));
  await resources.handle(request('delete', 'run', {}, model));
  expect(there.size).toBe(0);

  await resources.handle(request('create', 'run', { Name: 'a', Size: 2 }));

  expect(there).toEqual(new Map([['a', 2]]));
});

test('a stack that could not make its resource does not delete the one that has the name', async () => {
  const { there, resources } = things();
  await resources.handle(request('create', 'run', { Name: 'a', Size: 1 }));

  await resources.handle(request('delete', 'run', {}, { Name: 'a', Size: 2 } as unknown as Model));

  expect(there).toEqual(new Map([['a', 1]]));
});

test('an unknown type is refused by its name', async () => {
  const { resources } = things();

  const creation = resources.handle({ ...request('create', 'run', {}), type: 'Test::Other' });

  await expect(creation).rejects.toMatchObject({ message: "The type 'Test::Other' cannot be found." });
});
