import type { Filter } from '@aws-sdk/client-rds';
import { invalid } from './errors.ts';

/**
 * Whether a thing is one of those asked for: its value under each filter's name is one of the filter's.
 * @throws AwsError InvalidParameterValue for a filter that there is not
 */
export function matches(filters: readonly Filter[] | undefined, values: Readonly<Record<string, string>>): boolean {
  return (filters ?? []).every(({ Name = '', Values = [] }) => {
    const value = values[Name];
    if (value === undefined) throw invalid(`Unrecognized filter name: ${Name}`);
    return Values.includes(value);
  });
}
