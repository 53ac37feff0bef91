import type { Construct } from 'constructs';
import { PipelineFunction, type PlaceProps } from './pipeline-function.ts';

/** Writes users to both stores. The mapping's pollers bound its concurrency, so it reserves none. */
export class SinkFunction extends PipelineFunction {
  constructor(scope: Construct, id: string, place: PlaceProps) {
    super(scope, id, {
      ...place,
      functionName: 'users-sink',
      description: 'Writes users from Kafka to Cassandra and PostgreSQL.',
      folder: 'sink-users',
      timeoutSeconds: 120,
    });
  }
}
