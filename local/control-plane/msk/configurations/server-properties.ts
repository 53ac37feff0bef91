import { badRequest } from '../errors.ts';

/** What an MSK configuration may set. */
const names = new Set(
  `
  allow.everyone.if.no.acl.found auto.create.topics.enable auto.leader.rebalance.enable broker.id.generation.enable
  broker.rack broker.session.timeout.ms compression.type connections.max.idle.ms connections.max.reauth.ms
  controller.socket.timeout.ms default.replication.factor delete.topic.enable fetch.max.bytes
  group.coordinator.rebalance.protocols group.initial.rebalance.delay.ms group.max.session.timeout.ms group.max.size
  group.min.session.timeout.ms group.share.max.groups inter.broker.protocol.version
  leader.imbalance.check.interval.seconds leader.imbalance.per.broker.percentage log.cleaner.delete.retention.ms
  log.cleaner.enable log.cleaner.max.compaction.lag.ms log.cleaner.min.cleanable.ratio
  log.cleaner.min.compaction.lag.ms log.cleanup.policy log.dir.failure.timeout.ms log.flush.interval.messages
  log.flush.interval.ms log.index.size.max.bytes log.initial.task.delay.ms log.local.retention.bytes
  log.local.retention.ms log.message.format.version log.message.timestamp.after.max.ms
  log.message.timestamp.before.max.ms log.message.timestamp.difference.max.ms log.message.timestamp.type
  log.preallocate log.retention.bytes log.retention.hours log.retention.minutes log.retention.ms log.roll.hours
  log.roll.ms log.segment.bytes log.segment.delete.delay.ms max.connections max.connections.per.ip
  max.incremental.fetch.session.cache.slots message.max.bytes min.insync.replicas num.io.threads
  num.network.threads num.partitions num.recovery.threads.per.data.dir num.replica.fetchers
  offsets.retention.check.interval.ms offsets.retention.minutes offsets.topic.replication.factor
  remote.log.msk.disable.policy remote.log.reader.threads replica.fetch.max.bytes
  replica.fetch.response.max.bytes replica.lag.time.max.ms replica.selector.class
  replica.socket.receive.buffer.bytes socket.receive.buffer.bytes socket.request.max.bytes
  socket.send.buffer.bytes transaction.max.timeout.ms transaction.state.log.min.isr
  transaction.state.log.replication.factor transactional.id.expiration.ms unclean.leader.election.enable
  zookeeper.connection.timeout.ms zookeeper.session.timeout.ms
  `
    .trim()
    .split(/\s+/),
);

interface Problem {
  readonly name: string;
  readonly value: string;
  readonly errorMessages: readonly string[];
}

/** @throws AwsError BadRequestException that lists, as JSON, what is wrong with which property */
export function requireServerProperties(text: string): void {
  const problems = linesOf(text)
    .map(check)
    .filter(({ errorMessages }) => errorMessages.length > 0);
  if (problems.length > 0) throw badRequest(JSON.stringify(problems, null, 2));
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#!]/.test(line));
}

function check(line: string): Problem {
  const [, name = line, value = ''] = /^([^=:\s]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
  const errorMessages = [
    ...(names.has(name) ? [] : [`Key '${name}' is not supported`]),
    ...(value === '' ? [`Key '${name}' has no value`] : []),
  ];
  return { name, value, errorMessages };
}
