import { callsOf } from '../../calls.ts';
import type { Operations } from '../../operation.ts';
import type { ResourceTypes } from '../../resource.ts';
import type { Changes } from '../changes.ts';
import { keyspaceResource } from './keyspace-resource.ts';
import { tableResource } from './table-resource.ts';
import { typeResource } from './type-resource.ts';

/** CloudFormation's types, by the operations that people call. */
export function keyspacesResourceTypes(operations: Operations, changes: Changes): ResourceTypes {
  const call = callsOf(operations);
  return {
    'AWS::Cassandra::Keyspace': keyspaceResource(call, changes),
    'AWS::Cassandra::Table': tableResource(call, changes),
    'AWS::Cassandra::Type': typeResource(call, changes),
  };
}
