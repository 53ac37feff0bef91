import { Checker } from '../../fault/workload/checker.ts';
import { ReferenceModel } from '../../fault/workload/model.ts';
import { Operations } from '../../fault/workload/operations.ts';
import { idOf, randomFor } from '../../fault/workload/random.ts';
import { harmlessUser } from '../../fault/workload/send.ts';

const id = idOf('somebody');
const userOf = (first_name: string) => ({ ...harmlessUser, id, first_name });
const change = (version: number, name: string | null) => ({ id, version, user: name === null ? null : userOf(name) });
const at = (offset: number) => ({ partition: 0, offset, timestampMs: 1 });
const row = (version: number, name: string) => new Map([[id, { version, user: userOf(name) }]]);
const nothing = new Map();

/** Versions 1 and 2 are committed, 3 (a deletion) is not. */
function checkerInTheMiddle() {
  const checker = new Checker(new ReferenceModel());
  checker.acknowledged(change(1, 'a'), at(0));
  checker.acknowledged(change(2, 'b'), at(1));
  checker.acknowledged(change(3, null), at(2));
  return { checker, floors: checker.committed(new Map([[0, 2]])) };
}

test.each([
  ['the committed version', row(2, 'b')],
  ['nothing, after a newer deletion', nothing],
])('a store may show %s', (_, rows) => {
  const { checker, floors } = checkerInTheMiddle();

  expect(checker.check('Cassandra', rows, floors)).toEqual([]);
});

test.each([
  ['a version older than the committed one', row(1, 'a'), 'after 2 was stored'],
  ['a version that no record has', row(7, 'b'), 'which no record has'],
  ['a mixture of two versions', row(2, 'a'), 'version 2 is'],
])('a store may not show %s', (_, rows, problem) => {
  const { checker, floors } = checkerInTheMiddle();

  expect(checker.check('Cassandra', rows, floors)).toEqual([expect.stringContaining(problem)]);
});

test('a store may not lose a user that nobody has deleted', () => {
  const checker = new Checker(new ReferenceModel());
  checker.acknowledged(change(1, 'a'), at(0));
  const floors = checker.committed(new Map([[0, 1]]));

  expect(checker.check('PostgreSQL', nothing, floors)).toEqual([expect.stringContaining('is not there')]);
});

test('a store may not go back, even behind what is not committed yet', () => {
  const checker = new Checker(new ReferenceModel());
  checker.acknowledged(change(1, 'a'), at(0));
  checker.acknowledged(change(2, 'b'), at(1));

  expect(checker.check('Cassandra', row(2, 'b'), new Map())).toEqual([]);
  expect(checker.check('PostgreSQL', row(1, 'a'), new Map())).toEqual([]);
  expect(checker.check('Cassandra', row(1, 'a'), new Map())).toEqual([expect.stringContaining('after 2 was stored')]);
});

test('at the end each user is in its newest version, in whatever order its changes came', () => {
  const checker = new Checker(new ReferenceModel());
  checker.acknowledged(change(2, 'b'), at(0));
  checker.acknowledged(change(1, 'a'), at(1));

  expect(checker.checkEnd('Cassandra', row(2, 'b'))).toEqual([]);
  expect(checker.checkEnd('Cassandra', row(1, 'a'))).toHaveLength(1);
  expect(checker.checkEnd('Cassandra', nothing)).toHaveLength(1);
});

test('the same seed makes the same operations, and a wave has each user once', () => {
  const waves = [1, 1, 2].map((seed) => {
    const operations = new Operations(randomFor(seed, 'operations'), { salt: 'x', users: 20, maximumText: 100 });
    return Array.from({ length: 20 }, () => operations.wave(30, { poison: true }));
  });

  expect(waves[0]).toEqual(waves[1]);
  expect(waves[0]).not.toEqual(waves[2]);
  for (const wave of waves[0] ?? []) {
    const ids = wave.map((operation) => (operation.kind === 'write' ? operation.user.id : operation.id));
    expect(new Set(ids).size).toBe(ids.length);
  }
  expect(new Set(waves.flat(2).map(({ kind }) => kind)).size).toBe(5);
});

test('no poison where it would be lost', () => {
  const operations = new Operations(randomFor(1, 'operations'), { salt: 'x', users: 20, maximumText: 100 });

  const drawn = Array.from({ length: 50 }, () => operations.wave(30, { poison: false })).flat();

  expect(drawn.filter(({ kind }) => kind === 'poison')).toEqual([]);
});
