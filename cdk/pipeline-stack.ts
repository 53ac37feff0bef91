import { type CfnResource, CustomResourceProviderBase, Fn, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Alarms } from './constructs/alarms.ts';
import { createCluster } from './constructs/cluster.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { Database } from './constructs/database.ts';
import { DeadLetterBucket } from './constructs/dead-letter-bucket.ts';
import { Discovery } from './constructs/discovery.ts';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { FetchFunction } from './constructs/fetch-function.ts';
import { Keyspace } from './constructs/keyspace.ts';
import { Migration } from './constructs/migration.ts';
import { Network } from './constructs/network.ts';
import { NotifyFunction } from './constructs/notify-function.ts';
import { Parameters } from './constructs/parameters.ts';
import { RedriveFunction } from './constructs/redrive-function.ts';
import { Schedule } from './constructs/schedule.ts';
import { SchemaRegistry } from './constructs/schema-registry.ts';
import { SinkFunction } from './constructs/sink-function.ts';
import { SinkMapping } from './constructs/sink-mapping.ts';
import { Topic } from './constructs/topic.ts';
import type { Stage } from './stages.ts';

export interface PipelineStackProps extends StackProps {
  readonly stage: Stage;
  /** The folders whose handler.ts the functions run that name a source or stores. @default - those of lambdas/ */
  readonly folders?: { readonly fetch?: string; readonly sink?: string };
}

/** Rule -> fetch function -> topic -> mapping -> sink function -> Cassandra and PostgreSQL. */
export class PipelineStack extends Stack {
  readonly network: Network;
  readonly encryptionKey: EncryptionKey;
  readonly fetch: FetchFunction;
  readonly sink: SinkFunction;
  private readonly zones: number;

  constructor(scope: Construct, id: string, { stage, folders, ...props }: PipelineStackProps) {
    super(scope, id, { description: 'Fetches users daily and streams them into Cassandra and PostgreSQL.', ...props });
    const { logRetentionDays, retainData, mapping: settings } = stage;
    this.zones = stage.network.zones;
    Tags.of(this).add('project', 'users-pipeline');
    Tags.of(this).add('stage', stage.name);

    const parameters = new Parameters(this, stage);
    const encryptionKey = new EncryptionKey(this, 'Key', stage);
    const network = new Network(this, 'Network', { settings: stage.network, logRetentionDays });
    const place = { network, logRetentionDays };

    const cluster = createCluster(this, stage.cluster, { network, encryptionKey, logRetentionDays });
    const topic = new Topic(cluster);
    const schemaRegistry = new SchemaRegistry(this, 'SchemaRegistry', { stage, parameters });
    const database = new Database(this, 'Database', { stage, network, encryptionKey });
    const keyspace = new Keyspace(this, 'Keyspace', { network, parameters, encryptionKey, retainData });

    const fetch = new FetchFunction(this, 'Fetch', { ...place, parameters, folder: folders?.fetch });
    fetch.connectTo(topic.producer, schemaRegistry.reader, database.user);

    const sink = new SinkFunction(this, 'Sink', { ...place, folder: folders?.sink });
    sink.connectTo(database.user, keyspace.writer);

    const migration = new Migration(this, 'Migration', { ...place, schemaRegistry });
    migration.handler.connectTo(database.user, topic.owner, schemaRegistry.registrar);

    const schedule = new Schedule(this, 'Schedule', { expression: stage.schedule, target: fetch, encryptionKey });
    const kept = { network, encryptionKey };
    const mapping = new SinkMapping(this, 'Mapping', { ...kept, topic, schemaRegistry, sink, settings });
    const deadLetterBucket = new DeadLetterBucket(this, 'DeadLetters', { ...kept, retainData });
    sink.connectTo(mapping.failureSender, deadLetterBucket.writer);
    const deadLetters = { queue: mapping.failures, bucket: deadLetterBucket.bucket, encryptionKey };
    const redrive = new RedriveFunction(this, 'Redrive', { ...place, deadLetters });
    redrive.connectTo(topic.redriver, database.user);
    migration.runAfter(cluster, database, schemaRegistry);
    migration.runBefore(fetch, sink, redrive, schedule, mapping.mapping);
    mapping.mapping.node.addDependency(keyspace, network.keyspacesEndpoint, network.sqsEndpoint, network.s3Endpoint);

    this.network = network;
    this.encryptionKey = encryptionKey;
    this.fetch = fetch;
    this.sink = sink;

    const watched = { fetch, sink, schedule, mapping, cluster, database };
    const { alarmPages } = parameters;
    const notify = stage.alarmWebhook && new NotifyFunction(this, 'Notify', { logRetentionDays, alarmPages });
    const alarms = new Alarms(this, 'Alarms', { stage, notify, ...watched });
    new Dashboard(this, 'Dashboard', watched);
    const functions = { fetch, sink, migrate: migration.handler, redrive, notify };
    new Discovery(this, 'Discovery', { ...watched, topic, keyspace, deadLetterBucket, alarms, ...functions });
    this.runProvidersOn(Runtime.NODEJS_22_X);
  }

  /** The first of the Region, whatever they are called: the library looks them up, and else takes no more than two. */
  override get availabilityZones(): string[] {
    return Array.from({ length: this.zones }, (_, index) => Fn.select(index, Fn.getAzs()));
  }

  /** The library picks the newest runtime for its own functions; one runtime for all needs one Node locally. */
  private runProvidersOn(runtime: Runtime): void {
    for (const provider of this.node.children.filter((child) => child instanceof CustomResourceProviderBase)) {
      const handler = provider.node.findChild('Handler') as CfnResource;
      handler.addPropertyOverride('Runtime', runtime.name);
      // The SDK's client of EC2 alone fills the 128 MB that the library gives them.
      handler.addPropertyOverride('MemorySize', 256);
    }
  }
}
