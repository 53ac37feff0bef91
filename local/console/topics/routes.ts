import { type Context, Hono } from 'hono';
import { jsonLines } from '../json-lines.ts';
import { unknown, unusable } from '../problem.ts';
import { wholeNumber } from '../request-values.ts';
import { Slots } from '../slots.ts';
import type { Sources } from '../sources/sources.ts';
import type { MessageAnswer, MessagesAnswer } from './answers.ts';
import { TopicLog } from './log/topic-log.ts';
import { publishRoutes } from './publish/routes.ts';
import { readGroups } from './read-groups.ts';
import { readTopic, readTopics } from './read-topics.ts';
import { chosenPartitions, readPlace } from './reading/positions.ts';
import { type MessagesAsked, readMessage, readMessages } from './reading/read-messages.ts';
import { matcher } from './search/match.ts';
import { readFilters, readScope } from './search/read-search.ts';
import { search } from './search/search.ts';
import { tail } from './search/tail.ts';
import { messageView, preview, whole } from './showing/message-view.ts';
import { PartDecoders } from './showing/part-decoder.ts';

const mostFollowed = 4;
const mostMessages = 200;
const usualMessages = 50;

/** Topics, their messages and who reads them. */
export function topicRoutes(sources: Sources): Hono {
  const { topicLog, kafkaAdmin, kafka } = sources;
  const decoders = new PartDecoders(sources);
  const slots = new Slots(mostFollowed, 'searches and tails');
  const routes = new Hono();
  routes.route('/', publishRoutes(sources));
  routes.get('/', async (context) => {
    const groups = await kafkaAdmin(readGroups);
    const isAll = context.req.query('internal') === 'true';
    return context.json(await topicLog((log) => readTopics(log, groups, isAll)));
  });
  routes.get('/:topic', async (context) => {
    const topic = context.req.param('topic');
    const groups = await kafkaAdmin(readGroups);
    const answer = await topicLog((log) => kafkaAdmin((admin) => readTopic(log, admin, groups, topic)));
    if (!answer) throw unknown(`The topic ${topic}`);
    return context.json(answer);
  });
  routes.get('/:topic/messages', async (context) => {
    const topic = context.req.param('topic');
    const asked = messagesAsked(context);
    const { records, partitions, ...read } = await topicLog((log) => readMessages(log, topic, asked));
    const decode = decoders.of(topic);
    const messages = await Promise.all(records.map((record) => messageView(record, decode, preview)));
    return context.json({ messages, partitions, ...read } satisfies MessagesAnswer);
  });
  routes.get('/:topic/messages/:partition/:offset', async (context) => {
    const topic = context.req.param('topic');
    const { record, next, low, high } = await topicLog((log) => readMessage(log, topic, placeOf(context)));
    const message = record ? await messageView(record, decoders.of(topic), whole) : null;
    return context.json({ message, next, low, high } satisfies MessageAnswer);
  });
  routes.get('/:topic/messages/:partition/:offset/:part', async (context) => {
    const { topic, part } = context.req.param();
    const place = placeOf(context);
    const { record } = await topicLog((log) => readMessage(log, topic, place));
    const name = `${topic}-${place.partition}-${place.offset}`;
    if (!record) throw unknown(`The message ${name}`);
    const bytes = part === 'key' ? record.key : record.value;
    if (!bytes || (part !== 'key' && part !== 'value' && part !== 'decoded')) throw unknown(`The ${part} of ${name}`);
    const { bytes: sent } = part === 'decoded' ? await decoders.of(topic)(bytes) : { bytes };
    context.header('content-type', 'application/octet-stream');
    context.header(
      'content-disposition',
      `attachment; filename="${name}-${part}.${part === 'decoded' ? 'json' : 'bin'}"`,
    );
    return context.body(new Uint8Array(sent));
  });
  routes.get('/:topic/search', async (context) => {
    const topic = context.req.param('topic');
    const query = new URL(context.req.url).searchParams;
    const decode = decoders.of(topic);
    const matches = matcher(readFilters(query.getAll('where')), decode);
    const scope = await topicLog((log) => readScope(log, topic, query));
    return followed(context, slots, kafka, (log, signal) => search(log, { topic, matches, ...scope }, decode, signal));
  });
  routes.get('/:topic/tail', async (context) => {
    const topic = context.req.param('topic');
    const decode = decoders.of(topic);
    const matches = matcher(readFilters(new URL(context.req.url).searchParams.getAll('where')), decode);
    const bounds = await topicLog((log) => log.boundsOf(topic));
    const partitions = [...chosenPartitions(context.req.query('partitions'), bounds).keys()];
    return followed(context, slots, kafka, (log, signal) => tail(log, { topic, partitions, matches }, decode, signal));
  });
  return routes;
}

/** A stream with connections of its own, while the reader is there. */
function followed(
  context: Context,
  slots: Slots,
  kafka: Sources['kafka'],
  lines: (log: TopicLog, signal: AbortSignal) => AsyncIterable<unknown>,
): Response {
  const records = async function* (signal: AbortSignal) {
    const log = await TopicLog.open(kafka);
    try {
      yield* lines(log, signal);
    } finally {
      await log.close();
    }
  };
  return jsonLines(context, records, slots);
}

function messagesAsked({ req }: Context): MessagesAsked {
  const { begin = 'newest', direction = 'older', partitions, at, limit } = req.query();
  if (direction !== 'older' && direction !== 'newer')
    throw unusable(`direction=${direction} is neither older nor newer.`);
  const place = begin === 'newest' || begin === 'oldest' ? begin : readPlace('begin', begin);
  return {
    ...{ partitions, at, direction, begin: place ?? 'newest' },
    limit: wholeNumber('limit', limit, { from: 1, to: mostMessages, or: usualMessages }),
  };
}

function placeOf({ req }: Context): { readonly partition: number; readonly offset: number } {
  const number = (name: string) => {
    const range = { from: 0, to: Number.MAX_SAFE_INTEGER, or: Number.NaN };
    return wholeNumber(name, req.param(name), range);
  };
  return { partition: number('partition'), offset: number('offset') };
}
