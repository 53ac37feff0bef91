import { callsOf } from '../../calls.ts';
import type { Operations } from '../../operation.ts';
import type { ResourceTypes } from '../../resource.ts';
import type { LifeCycle } from '../life-cycle.ts';
import { keyspaceResource } from './keyspace-resource.ts';
import { tableResource } from './table-resource.ts';
import { typeResource } from './type-resource.ts';

/** CloudFormation's types, by the operations that people call. */
export function keyspacesResourceTypes(operations: Operations, lifeCycle: LifeCycle): ResourceTypes {
  const call = callsOf(operations);
  return {
    'AWS::Cassandra::Keyspace': keyspaceResource(call, lifeCycle),
    'AWS::Cassandra::Table': tableResource(call, lifeCycle),
    'AWS::Cassandra::Type': typeResource(call, lifeCycle),
  };
}
