import { bareNode } from './bare-node/bare-node.ts';
import type { Contender, PeerContext } from './contender.ts';
import { cassandraDriver, javaConsumer, postgresCopy } from './floors/floors.ts';
import { kafkaConnect } from './kafka-connect/kafka-connect.ts';
import { spark } from './spark/spark.ts';
import { thisPipeline } from './this-pipeline/this-pipeline.ts';

type Open = (context: PeerContext) => Contender | Promise<Contender>;

/** Every contender by the word that chooses it; opening one installs what it needs. */
export const catalogue = {
  'this-pipeline': thisPipeline,
  spark,
  'kafka-connect': kafkaConnect,
  'bare-node': bareNode,
  consumer: javaConsumer,
  'cassandra-driver': cassandraDriver,
  copy: postgresCopy,
} as const satisfies Record<string, Open>;

export type PeerName = keyof typeof catalogue;

export const peerNames = Object.keys(catalogue) as PeerName[];
