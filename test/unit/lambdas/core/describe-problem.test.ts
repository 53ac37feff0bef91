import * as z from 'zod/mini';
import { describeProblem } from '../../../../lambdas/core/describe-problem.ts';

const schema = z.object({
  name: z.object({ first: z.string() }),
  port: z.optional(z.int()),
  mode: z.optional(z.enum(['on', 'off'])),
  points: z.optional(z.array(z.string())),
});

/** What is said of a value that is not as the schema has it. */
function problemOf(value: unknown, of: z.ZodMiniType = schema): string {
  const { error } = of.safeParse(value);
  if (error === undefined) throw new Error('the value is as it should be');
  return describeProblem(error);
}

const name = { first: 'Ada' };

test.each([
  ['a field that is missing', { name: {} }, 'name.first: Invalid input: expected string, received undefined'],
  ['a field of another type', { name, port: 'x' }, 'port: Invalid input: expected number, received string'],
  ['another word than those known', { name, mode: 'x' }, 'mode: Invalid option: expected one of "on"|"off"'],
  ['a wrong place of a list', { name, points: ['a', 7] }, 'points.1: Invalid input: expected string, received number'],
  ['a value that is wrong as a whole', [], 'The value: Invalid input: expected object, received array'],
])('%s is told in words', (_, value, problem) => {
  expect(problemOf(value)).toBe(problem);
});

test('a key that is not known is named', () => {
  expect(problemOf({ usres: 1 }, z.strictObject({}))).toBe('The value: Unrecognized key: "usres"');
});

test('of several problems the first is told', () => {
  expect(problemOf({ name: { first: 1 }, port: 'x', mode: 'x' })).toMatch(/^name\.first: [^;]+$/);
  expect(problemOf({ name: { first: 1 }, port: 'x', mode: 'x' })).not.toContain('port');
});

test('a value that is wrong is not repeated', () => {
  const secret = 'correct horse';

  for (const value of [secret, { name: secret }, { name, port: secret }, { name, mode: secret }]) {
    expect(problemOf(value)).not.toContain(secret);
  }
});
