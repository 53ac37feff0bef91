import kafkajs, { type Message } from 'kafkajs';
import { type PublishOrder, publishOrder } from '../../../../../local/console/topics/publish/order.ts';
import { type PublishPorts, publish } from '../../../../../local/console/topics/publish/publish.ts';
import { ownConsole, tokenOf } from '../../../../support/console/own-console.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';

const plain: PublishOrder = { key: 'k', value: 'v', headers: [], framed: false };

/** A topic of three partitions whose schema is JSON. */
function ports(changes: Partial<PublishPorts> = {}) {
  const sent: Message[] = [];
  const all: PublishPorts = {
    partitions: async () => [0, 1, 2],
    newestSchema: async () => ({ id: 7, format: 'JSON' }),
    mostBytes: async () => '1000',
    async send(topicName, message) {
      sent.push(message);
      return [{ topicName, partition: 2, errorCode: 0, baseOffset: '41' }];
    },
    ...changes,
  };
  return { sent, all };
}

async function published(order: Partial<PublishOrder>): Promise<Message | undefined> {
  const { sent, all } = ports();
  await publish('users_created', { ...plain, ...order }, all);
  return sent[0];
}

function refusal(type: string, retriable = false) {
  return new kafkajs.KafkaJSProtocolError({ type, retriable, code: 1, message: `in words: ${type}` } as never);
}

test('the answer says where the message is', async () => {
  await expect(publish('users_created', plain, ports().all)).resolves.toEqual({
    ...{ topic: 'users_created', partition: 2, offset: 41 },
  });
});

test('key, value and headers are written as they are, and the key says the partition', async () => {
  const headers = [
    { name: 'run-id', value: 'a' },
    { name: '__proto__', value: '' },
    { name: 'run-id', value: 'b' },
  ];

  const message = await published({ key: 'Zoë', value: ' {"a": 1}\n', headers });

  expect(message).toEqual({
    ...{ key: Buffer.from('Zoë'), value: Buffer.from(' {"a": 1}\n') },
    headers: Object.fromEntries([
      ['run-id', ['a', 'b']],
      ['__proto__', ['']],
    ]),
  });
});

test.each<[string, Partial<PublishOrder>, Partial<Message>]>([
  ['no key is null', { key: null }, { key: null }],
  ['an empty key is a key', { key: '' }, { key: Buffer.alloc(0) }],
  ['no value is a tombstone', { value: null }, { value: null }],
  ['an empty value is a value', { value: '' }, { value: Buffer.alloc(0) }],
  ['a partition that was chosen', { partition: 0 }, { partition: 0 }],
])('%s', async (_, order, message) => {
  expect(await published(order)).toMatchObject(message);
});

test("a value that is to be framed begins with the id of the topic's newest schema", async () => {
  const asked: string[] = [];
  const { sent, all } = ports({
    async newestSchema(subject) {
      asked.push(subject);
      return { id: 258, format: 'JSON' };
    },
  });

  await publish('users_created', { ...plain, value: '{}', framed: true }, all);

  expect(asked).toEqual(['users_created-value']);
  expect(sent[0]?.value).toEqual(Buffer.from([0, 0, 0, 1, 2, 0x7b, 0x7d]));
});

test.each<[string, string, Partial<PublishOrder>, Partial<PublishPorts>, { status: number; message: RegExp }]>([
  [
    "a topic of Kafka's own",
    '__consumer_offsets',
    {},
    {},
    { status: 403, message: /^__consumer_offsets is Kafka's own/ },
  ],
  [
    'a partition that is not there',
    't',
    { partition: 3 },
    {},
    { status: 400, message: /3 is not there: t has 0 to 2/ },
  ],
  [
    'a schema that is no text',
    't',
    { framed: true },
    { newestSchema: async () => ({ id: 1, format: 'AVRO' }) },
    { status: 400, message: /^The schema t-value is AVRO/ },
  ],
])('%s is refused by name, and nothing is sent', async (_, topic, order, changes, { status, message }) => {
  const { sent, all } = ports(changes);

  await expect(publish(topic, { ...plain, ...order }, all)).rejects.toMatchObject({
    ...{ status, message: expect.stringMatching(message), remedy: expect.stringMatching(/./) },
  });
  expect(sent).toEqual([]);
});

test.each([
  ['1000', 'takes 1000 at most (max.message.bytes).'],
  [undefined, 'takes fewer.'],
])('one that is larger than the topic takes is refused with both sizes: %s', async (most, ending) => {
  // As a client has it that has given up.
  const error = Object.assign(new Error('given up'), { cause: refusal('MESSAGE_TOO_LARGE') });
  const { all } = ports({ send: () => Promise.reject(error), mostBytes: async () => most });
  const headers = [
    { name: 'ab', value: 'cdé' },
    { name: 'ab', value: '' },
  ];

  await expect(publish('t', { ...plain, value: 'x'.repeat(2000), headers }, all)).rejects.toMatchObject({
    ...{ status: 413, message: `The message is too large: it has 2007 bytes, and t ${ending}` },
  });
});

test('what else Kafka refuses for good is told in its words; what may pass is told as it is', async () => {
  const sending = (error: Error) => publish('t', plain, ports({ send: () => Promise.reject(error) }).all);
  const away = new kafkajs.KafkaJSConnectionError('refused');
  const passing = refusal('NOT_ENOUGH_REPLICAS', true);

  await expect(sending(refusal('POLICY_VIOLATION'))).rejects.toMatchObject({
    ...{ status: 422, message: 'Kafka refuses the message: in words: POLICY_VIOLATION' },
  });
  await expect(sending(away)).rejects.toBe(away);
  await expect(sending(passing)).rejects.toBe(passing);
});

describe('an order', () => {
  test('is a key and a value at least', () => {
    expect(publishOrder.parse({ key: null, value: '' })).toEqual({ key: null, value: '', headers: [], framed: false });
  });

  test.each<[string, object]>([
    ['no value', { key: 'k' }],
    ['no key', { value: 'v' }],
    ['a number', { value: 1 }],
    ['a long key', { key: 'k'.repeat(65_537) }],
    ['a header without a name', { headers: [{ name: '', value: 'v' }] }],
    ['a header without a value', { headers: [{ name: 'n', value: null }] }],
    ['a long header', { headers: [{ name: 'n', value: 'v'.repeat(16_385) }] }],
    ['201 headers', { headers: Array.from({ length: 201 }, () => ({ name: 'n', value: 'v' })) }],
    ['a partition below 0', { partition: -1 }],
    ['half a partition', { partition: 0.5 }],
    ['a tombstone with a schema', { value: null, framed: true }],
    ['something else', { acks: 0 }],
  ])('with %s is none', (what, changes) => {
    const order = what.startsWith('no ') ? changes : { key: 'k', value: 'v', ...changes };

    expect(publishOrder.safeParse(order).success).toBe(false);
  });
});

describe('what is asked of the console', () => {
  const { routes, audit } = ownConsole(temporaryDirectory());

  async function send(topic: string, body: object) {
    const headers = { 'content-type': 'application/json', 'x-console-token': await tokenOf(routes) };
    const options = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await routes.request(`http://127.0.0.1:18083/api/topics/${topic}/messages`, options);
    return { status: response.status, answer: await response.json() };
  }

  test("a topic of Kafka's own is refused, which the audit log has", async () => {
    const { status, answer } = await send('__consumer_offsets', { key: null, value: 'v' });

    expect({ status, answer }).toEqual({
      status: 403,
      answer: { error: expect.stringContaining("Kafka's own"), remedy: expect.any(String) },
    });
    expect((await audit.last(1)).lines).toMatchObject([
      { change: 'POST /api/topics/__consumer_offsets/messages', asked: '{"key":null,"value":"v"}', status: 403 },
    ]);
  });

  test('a message of a megabyte gets as far as Kafka, which is away; one of two is refused', async () => {
    expect(await send('t', { key: null, value: 'x'.repeat(1024 * 1024) })).toEqual({
      status: 503,
      answer: { error: expect.stringContaining('Kafka does not answer'), remedy: expect.any(String) },
    });
    expect(await send('t', { key: null, value: 'x'.repeat(2 * 1024 * 1024) })).toEqual({
      status: 413,
      answer: { error: 'The request is longer than 2097152 bytes.' },
    });
  });
});
