import { SessionToken } from '../../../../../local/console/safety/session-token.ts';

test('no two are the same, and each is long', () => {
  const tokens = Array.from({ length: 100 }, () => new SessionToken().value);

  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
});

test('it matches itself and nothing else, of whatever length', () => {
  const token = new SessionToken();

  expect(token.matches(token.value)).toBe(true);
  const others = [
    undefined,
    '',
    'a',
    token.value.slice(1),
    `${token.value} `,
    token.value.toUpperCase(),
    'x'.repeat(1e6),
  ];
  for (const other of others) expect(token.matches(other)).toBe(false);
});
