import { type Counts, nothingCounted } from '../../../../../local/event-source-mapping/counts.ts';
import type { MeteredMapping } from '../../../../../local/event-source-mapping/metrics/metered-mapping.ts';

export function counts(some: Partial<Counts> = {}): Counts {
  return { ...nothingCounted, ...some };
}

export function meteredMapping(some: Partial<MeteredMapping> = {}): MeteredMapping {
  return {
    uuid: 'uuid-1',
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:orders:live',
    topic: 't',
    counts: counts(),
    lag: 7,
    maxLag: 4,
    pollers: 2,
    inFlight: 1,
    buffered: 3,
    metricGroups: [],
    provisioned: false,
    ...some,
  };
}
