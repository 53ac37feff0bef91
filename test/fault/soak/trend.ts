/** A measurement at a time in ms since 1970. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

const hourMs = 3_600_000;

/** By how much the value grows in an hour: the slope of the line that fits the samples best; NaN for fewer than two. */
export function slopePerHour(samples: readonly Sample[]): number {
  const meanOf = (pick: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
  const [at, value] = [meanOf((sample) => sample.at), meanOf((sample) => sample.value)];
  const variance = samples.reduce((sum, sample) => sum + (sample.at - at) ** 2, 0);
  if (variance === 0) return Number.NaN;
  const covariance = samples.reduce((sum, sample) => sum + (sample.at - at) * (sample.value - value), 0);
  return (covariance / variance) * hourMs;
}
