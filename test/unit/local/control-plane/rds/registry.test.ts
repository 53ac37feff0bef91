import { join } from 'node:path';
import { AwsError } from '../../../../../local/control-plane/aws-error.ts';
import type { Caller } from '../../../../../local/control-plane/operation.ts';
import { Registry } from '../../../../../local/control-plane/rds/registry.ts';
import { StateFile } from '../../../../../local/control-plane/state-file.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';

interface Boat extends Caller {
  readonly name: string;
  readonly id: string;
}

const directory = temporaryDirectory();
let files = 0;

const here = { account: '000000000000', region: 'us-east-1' };
const elsewhere = { ...here, region: 'eu-west-1' };

const rules = {
  nameOf: ({ name }: Boat) => name,
  missing: (name: string) => new AwsError('BoatNotFound', `No boat ${name}`),
  taken: (name: string) => new AwsError('BoatAlreadyExists', `A boat ${name} is there`),
};

function openBoats(kind: ConstructorParameters<typeof Registry<Boat>>[1] = rules) {
  const boats = new Registry<Boat>(new StateFile<Boat>(join(directory, `${files++}.json`)), kind);
  boats.set({ ...here, name: 'b', id: '2' });
  boats.set({ ...here, name: 'a', id: '1' });
  boats.set({ ...elsewhere, name: 'a', id: '3' });
  return boats;
}

test('a thing is found by its name in its account and Region, in whatever letters', () => {
  const boats = openBoats();

  expect([boats.find(here, 'A').id, boats.find(elsewhere, 'a').id]).toEqual(['1', '3']);
  expect(() => boats.find(elsewhere, 'B')).toThrow('No boat B');
});

test('things of an account and Region are listed by name', () => {
  const boats = openBoats();

  expect(boats.list(here).map(({ name }) => name)).toEqual(['a', 'b']);
});

test('a name is taken only where a thing has it', () => {
  const boats = openBoats();

  expect(() => boats.requireNew(here, 'b')).toThrow('A boat b is there');
  expect(() => boats.requireNew(elsewhere, 'b')).not.toThrow();
});

test('what is kept by its id goes on under another name', () => {
  const boats = openBoats({ ...rules, keyOf: ({ id }) => id });

  boats.set({ ...here, name: 'c', id: '1' });

  expect(boats.list(here).map(({ name }) => name)).toEqual(['b', 'c']);
});

test('a deleted thing is gone', () => {
  const boats = openBoats();

  boats.delete(boats.find(here, 'a'));

  expect(boats.all()).toHaveLength(2);
});
