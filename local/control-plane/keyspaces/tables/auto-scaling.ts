import type { AutoScalingSettings, AutoScalingSpecification } from '@aws-sdk/client-keyspaces';
import { invalid } from '../errors.ts';
import type { TableSettings } from '../resource-record.ts';
import { requireWhole } from '../rules.ts';

interface ScalingRequest {
  readonly autoScalingSpecification?: AutoScalingSpecification | undefined;
}

/**
 * The auto scaling that a table is to have: there is none on demand.
 * @throws AwsError ValidationException
 */
export function readAutoScaling(
  { autoScalingSpecification: wanted }: ScalingRequest,
  { capacity }: Pick<TableSettings, 'capacity'>,
  old?: AutoScalingSpecification,
): { readonly autoScaling?: AutoScalingSpecification } {
  const isProvisioned = capacity.throughputMode === 'PROVISIONED';
  if (wanted && !isProvisioned) {
    throw invalid('Auto scaling is only available for tables in provisioned capacity mode');
  }
  for (const [name, settings] of Object.entries(wanted ?? {}))
    requireScaling(`autoScalingSpecification.${name}`, settings);
  const autoScaling = wanted ?? old;
  return autoScaling && isProvisioned ? { autoScaling } : {};
}

function requireScaling(member: string, settings: AutoScalingSettings): void {
  if (settings.autoScalingDisabled) return;
  const minimum = requireWhole(`${member}.minimumUnits`, settings.minimumUnits, { min: 1 });
  requireWhole(`${member}.maximumUnits`, settings.maximumUnits, { min: minimum });
  const target = settings.scalingPolicy?.targetTrackingScalingPolicyConfiguration?.targetValue;
  if (target === undefined || target < 20 || target > 90) throw invalid(`${member}: targetValue must be from 20 to 90`);
}
