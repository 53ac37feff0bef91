import { columns } from '../../bare-stores.ts';
import type { TopicEdge } from '../contender.ts';
import { jdbcUrl, type Places } from '../places.ts';

/** As Kafka Connect takes them: by name, all of them text. */
export type ConnectSettings = Readonly<Record<string, string>>;

const tasks = 2;
const recordsPerPoll = 5000;

interface WorkerPlaces {
  readonly bootstrapServers: string;
  /** Of its REST API, on 127.0.0.1. */
  readonly port: number;
  readonly offsetsFile: string;
  /** The directory in which that of Debezium's jars is. */
  readonly jdbcSink: string;
}

export function workerSettings({ bootstrapServers, port, offsetsFile, jdbcSink }: WorkerPlaces): ConnectSettings {
  return {
    'bootstrap.servers': bootstrapServers,
    listeners: `http://127.0.0.1:${port}`,
    'plugin.path': jdbcSink,
    'offset.storage.file.filename': offsetsFile,
    // Sinks commit as often.
    'offset.flush.interval.ms': '5000',
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'local.bench.FramedJsonConverter',
    'value.converter.schemas.enable': 'true',
    'value.converter.schema.content': JSON.stringify(valueSchema),
  };
}

/** What the JSON of a value holds; the version, which it lacks, is the one that every other peer writes. */
const semantics: Readonly<Record<string, string>> = {
  id: 'io.debezium.data.Uuid',
  dob: 'io.debezium.time.ZonedTimestamp',
  registered_date: 'io.debezium.time.ZonedTimestamp',
};
const valueSchema = {
  type: 'struct',
  name: 'user',
  optional: false,
  fields: [
    ...columns.map((field) => ({ field, type: 'string', optional: false, name: semantics[field] })),
    { field: 'version', type: 'int64', optional: false, default: 1 },
  ],
};

/** Of each sink, under a group of its own. */
function readerSettings({ topic }: Places, from: TopicEdge): ConnectSettings {
  return {
    topics: topic,
    'tasks.max': String(tasks),
    'consumer.override.auto.offset.reset': from === 'beginning' ? 'earliest' : 'latest',
    'consumer.override.max.poll.records': String(recordsPerPoll),
  };
}

export function jdbcSinkSettings(places: Places, from: TopicEdge): ConnectSettings {
  return {
    'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
    ...readerSettings(places, from),
    'connection.url': jdbcUrl(places.postgres),
    'connection.username': places.postgres.user,
    'connection.password': places.postgres.password,
    'insert.mode': 'upsert',
    'primary.key.mode': 'record_value',
    'primary.key.fields': 'id',
    'collection.name.format': 'created_users',
    'schema.evolution': 'none',
    'batch.size': '1000',
  };
}

export function cassandraSinkSettings(places: Places, from: TopicEdge): ConnectSettings {
  const { host, port, localDataCenter, username, password } = places.cassandra;
  const table = `topic.${places.topic}.spark_streams.created_users`;
  return {
    'connector.class': 'local.bench.CassandraSinkConnector',
    ...readerSettings(places, from),
    contactPoints: host,
    port: String(port),
    'loadBalancing.localDc': localDataCenter,
    'auth.provider': 'PLAIN',
    'auth.username': username,
    'auth.password': password,
    jmx: 'false',
    [`${table}.mapping`]: columns.map((column) => `${column}=value.${column}`).join(', '),
    // The only level at which Keyspaces takes writes.
    [`${table}.consistencyLevel`]: 'LOCAL_QUORUM',
    [`${table}.deletesEnabled`]: 'false',
  };
}

/** A file of properties. */
export function propertiesText(settings: ConnectSettings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}`);
  return `${lines.join('\n')}\n`;
}
