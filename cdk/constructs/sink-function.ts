import type { Construct } from 'constructs';
import { PipelineFunction, type PlaceProps } from './pipeline-function.ts';

export interface SinkFunctionProps extends PlaceProps {
  /** Whose handler.ts names the stores. @default lambdas/sink-users */
  readonly folder?: string;
}

/** Writes users to the stores. The mapping's pollers bound its concurrency, so it reserves none. */
export class SinkFunction extends PipelineFunction {
  constructor(scope: Construct, id: string, { folder = 'lambdas/sink-users', ...place }: SinkFunctionProps) {
    super(scope, id, {
      ...place,
      functionName: 'users-sink',
      description: 'Writes users from Kafka to Cassandra and PostgreSQL.',
      folder,
      timeoutSeconds: 120,
    });
  }
}
