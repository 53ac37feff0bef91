import { type DeadLetter, encodeDeadLetter, readDeadLetter } from '../../../../lambdas/core/dead-letter.ts';

const letter: Omit<DeadLetter, 'deadLetter'> = {
  reason: 'INVALID_RECORD',
  message: 'email: Invalid input: expected string, received number',
  topic: 'users_created',
  partition: 3,
  offset: 12_345,
  timestamp: 1_700_000_000_000,
  key: Buffer.from('a key').toString('base64'),
  value: Buffer.from('{"email":7}').toString('base64'),
  headers: [['run-id', Buffer.from('2026-01-31.1').toString('base64')]],
  replays: 0,
  requestId: '8f0b4c7e',
  failedAt: '2026-01-31T10:00:00.000Z',
};

test('a letter is read as it was written', () => {
  expect(readDeadLetter(JSON.parse(encodeDeadLetter(letter)))).toEqual({ deadLetter: 1, ...letter });
});

test('a letter may say where its value is', () => {
  const valueObject = { bucket: 'letters', key: 'users_created/3/12345', bytes: 900_000 };
  const large = { ...letter, value: null, valueObject };
  expect(readDeadLetter(JSON.parse(encodeDeadLetter(large)))).toMatchObject({ value: null, valueObject });
});

test.each([
  ['a record of the mapping', { requestContext: {}, KafkaBatchInfo: {} }],
  ['another format', { ...letter, deadLetter: 2 }],
  ['an unknown reason', { ...letter, deadLetter: 1, reason: 'BORED' }],
  ['a text', 'letter'],
])('%s is no letter', (_, value) => {
  expect(readDeadLetter(value)).toBeUndefined();
});

test('the text holds no character that SQS refuses, and says the same', () => {
  const message = 'a\ufffe\uffff\u0000\ud800 é 王 "\\ufffe"';
  const text = encodeDeadLetter({ ...letter, message });

  expect(text.isWellFormed()).toBe(true);
  expect([...text].filter((character) => character < ' ' || /[\ufffe\uffff]/.test(character))).toEqual([]);
  expect(readDeadLetter(JSON.parse(text))?.message).toBe(message);
});
