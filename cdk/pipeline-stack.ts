import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './constructs/alarms.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { createDatabase } from './constructs/database.ts';
import { Discovery } from './constructs/discovery.ts';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { FetchFunction } from './constructs/fetch-function.ts';
import { createKeyspace } from './constructs/keyspace.ts';
import { Migration } from './constructs/migration.ts';
import { Network } from './constructs/network.ts';
import { Parameters } from './constructs/parameters.ts';
import { Schedule } from './constructs/schedule.ts';
import { SinkFunction } from './constructs/sink-function.ts';
import { SinkMapping } from './constructs/sink-mapping.ts';
import { createTopic } from './constructs/topic.ts';
import type { Stage } from './stages.ts';

export interface PipelineStackProps extends StackProps {
  readonly stage: Stage;
}

/** Rule -> fetch function -> topic -> mapping -> sink function -> Cassandra and PostgreSQL. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, { description: 'Fetches users daily and streams them into Cassandra and PostgreSQL.', ...props });
    const { stage } = props;
    const parameters = new Parameters(this, stage);
    const network = stage.network && new Network(this, 'Network', stage.network, stage.logRetentionDays);
    const place = { vpc: network?.vpc, logRetentionDays: stage.logRetentionDays };

    const topic = createTopic(this, stage.cluster, network);
    const database = createDatabase(this, stage, network);
    const keyspace = createKeyspace(this, stage, network);

    const fetch = new FetchFunction(this, 'Fetch', { ...place, parameters });
    fetch.connectTo(topic.producer, database.writer);

    const sink = new SinkFunction(this, 'Sink', place);
    sink.connectTo(database.writer, keyspace.writer);

    const migration = new Migration(this, 'Migration', place);
    migration.handler.connectTo(database.owner, keyspace.owner, topic.owner);

    const encryptionKey = new EncryptionKey(this, 'Key', stage);
    const schedule = new Schedule(this, 'Schedule', { expression: stage.schedule, target: fetch, encryptionKey });
    const mapping = new SinkMapping(this, 'Mapping', { topic, sink, settings: stage.mapping, encryptionKey });
    migration.runBefore(schedule, mapping.mapping);

    new Alarms(this, 'Alarms', { stage, fetch, sink, schedule, mapping });
    new Dashboard(this, 'Dashboard', { fetch, sink, schedule, mapping });
    new Discovery(this, 'Discovery', { topic, mapping, fetch, sink, migrate: migration.handler });
  }
}
