import kafkajs from 'kafkajs';
import { openBareSink } from '../../bare-sink.ts';
import { cassandraOptions } from '../../cassandra-options.ts';
import { openNodePeer } from '../node-peer.ts';
import { postgresOptions } from '../places.ts';

// The loop of bench/bare-sink.ts as a program of its own, whose processor time and memory can be told from the bench's.
const peer = await openNodePeer();
const { places } = peer;
const kafka = new kafkajs.Kafka({ brokers: [places.bootstrapServers], logLevel: kafkajs.logLevel.ERROR });
const from = await peer.untilBegin();
const cassandra = cassandraOptions(places.cassandra.port, places.cassandra);
const sink = await openBareSink(
  { kafka, topic: places.topic, cassandra, postgres: postgresOptions(places) },
  { inserts: 'batched', fromBeginning: from === 'beginning' },
);
await Promise.race([peer.untilEnd(), sink.failed]);
await sink.close();
