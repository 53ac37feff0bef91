import { readEvent } from '../../../../lambdas/redrive/read-event.ts';

test('what is left out has a default', () => {
  expect(readEvent({ action: 'list' })).toEqual({ action: 'list', limit: 100 });
  expect(readEvent({ action: 'replay', all: true })).toEqual({
    ...{ action: 'replay', all: true, dryRun: false, force: false, skip: [], requestedBy: 'lambda' },
  });
  expect(readEvent({ action: 'discard', id: 'x' })).toEqual({
    ...{ action: 'discard', id: 'x', dryRun: false, skip: [], requestedBy: 'lambda' },
  });
});

test.each([
  [undefined, 'object'],
  [{}, 'action'],
  [{ action: 'delete' }, 'action'],
  [{ action: 'list', limit: 0 }, 'limit: is below 1'],
  [{ action: 'list', limit: 1001 }, 'limit: is above 1000'],
  [{ action: 'list', reason: 'x y' }, 'reason'],
  [{ action: 'show' }, 'id'],
  [{ action: 'replay', all: false }, 'all: must be true'],
  [{ action: 'replay' }, 'one of "id", "reason" and "all"'],
  [{ action: 'replay', all: true, id: 'x' }, 'only one'],
  [{ action: 'replay', all: true, dryrun: true }, 'dryrun'],
  [{ action: 'replay', all: true, before: 'today' }, 'before: is no instant'],
  [{ action: 'discard' }, 'one of "id", "reason" and "all"'],
  [{ action: 'discard', reason: 'X', id: 'x' }, 'only one'],
  [{ action: 'discard', all: true, force: true }, 'force'],
  [{ action: 'audit', limit: 1.5 }, 'limit: is not a whole number'],
])('%j is refused by name', (event, problem) => {
  expect(() => readEvent(event)).toThrow(problem);
});
