import { mailsOf } from '../../../../../local/console/alarms/inbox.ts';

function mail(index: number, changes: object = {}) {
  return {
    Id: `mail-${index}`,
    Timestamp: '2026-10-01T10:00:00',
    Source: 'no-reply@sns.amazonaws.com',
    Destination: { ToAddresses: ['operator@example.com'] },
    Subject: 'ALARM: "users-sink-errors" in us-east-1',
    Body: { text_part: 'You are receiving this email because …', html_part: null },
    ...changes,
  };
}

test('mails come the newest first, their time in UTC', () => {
  expect(mailsOf({ messages: [mail(1), mail(2)] })).toEqual([
    expect.objectContaining({ id: 'mail-2' }),
    {
      id: 'mail-1',
      at: '2026-10-01T10:00:00.000Z',
      to: ['operator@example.com'],
      subject: 'ALARM: "users-sink-errors" in us-east-1',
      text: 'You are receiving this email because …',
    },
  ]);
});

test('a hundred mails are shown, and of each the beginning', () => {
  const messages = Array.from({ length: 300 }, (_, index) => mail(index));
  const long = mail(300, { Body: { text_part: `${'x'.repeat(9999)}😀` } });

  const mails = mailsOf({ messages: [...messages, long] });

  expect(mails).toHaveLength(100);
  expect(mails[0]?.text).toHaveLength(10_000);
  expect(mails[0]?.text.isWellFormed()).toBe(true);
});

test('a mail without a subject or a text is one all the same', () => {
  expect(mailsOf({ messages: [mail(1, { Subject: undefined, Body: {} })] })).toMatchObject([{ subject: '', text: '' }]);
});

test.each([undefined, null, [], { messages: 'none' }])('there are no mails in %j', (answer) => {
  expect(mailsOf(answer)).toEqual([]);
});
