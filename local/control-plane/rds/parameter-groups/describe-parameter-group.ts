import type { DBParameterGroup, Parameter } from '@aws-sdk/client-rds';
import { allowedValues, type KnownParameter } from './catalog.ts';
import { type ParameterGroup, parameterGroupArn } from './parameter-group.ts';
import { forceSslDefault } from './parameters.ts';

/** A group as the API tells it. */
export function describeParameterGroup(group: ParameterGroup): DBParameterGroup {
  return {
    DBParameterGroupName: group.name,
    DBParameterGroupFamily: group.family,
    Description: group.description,
    DBParameterGroupArn: parameterGroupArn(group),
  };
}

/** A parameter as the API tells it, with its value in the group. */
export function describeParameter(known: KnownParameter, { family, values }: ParameterGroup): Parameter {
  const set = values[known.name];
  const allowed = allowedValues(known);
  const isForceSsl = known.name === 'rds.force_ssl';
  // As on AWS, nothing is told of what the engine chooses itself.
  const value = set?.value ?? (isForceSsl ? forceSslDefault(family) : undefined);
  return {
    ParameterName: known.name,
    ...(value !== undefined && { ParameterValue: value }),
    Description: known.description,
    Source: set ? 'user' : isForceSsl ? 'system' : 'engine-default',
    ApplyType: known.applyType,
    DataType: known.type,
    ...(allowed !== undefined && { AllowedValues: allowed }),
    IsModifiable: known.isModifiable,
    ApplyMethod: set?.applyMethod ?? 'pending-reboot',
  };
}
