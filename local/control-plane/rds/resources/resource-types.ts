import { callsOf } from '../../calls.ts';
import type { Operations } from '../../operation.ts';
import type { ResourceTypes } from '../../resource.ts';
import type { Parts } from '../parts.ts';
import { instanceResource } from './instance-resource.ts';
import { parameterGroupResource } from './parameter-group-resource.ts';
import { proxyResource } from './proxy-resource.ts';
import { subnetGroupResource } from './subnet-group-resource.ts';
import { targetGroupResource } from './target-group-resource.ts';

/** CloudFormation's types, by the operations that people call. */
export function rdsResourceTypes(operations: Operations, parts: Parts): ResourceTypes {
  const options = { ...parts, call: callsOf(operations) };
  return {
    'AWS::RDS::DBInstance': instanceResource(options),
    'AWS::RDS::DBSubnetGroup': subnetGroupResource(options),
    'AWS::RDS::DBParameterGroup': parameterGroupResource(options),
    'AWS::RDS::DBProxy': proxyResource(options),
    'AWS::RDS::DBProxyTargetGroup': targetGroupResource(options),
  };
}
