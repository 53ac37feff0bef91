import type { Sample } from '../samples/sample.ts';
import type { History, Rates } from './answers.ts';

/** A quarter of an hour makes 180 points. */
const pointMs = 5000;
const rateMs = 10_000;

/** Of samples in the order of time, the last of every five seconds. */
export function historyOf(samples: readonly Sample[]): History {
  const points = samples.filter((sample, index) => slot(sample) !== slot(samples[index + 1]));
  const pairs = points.map((point, index) => ratesBetween(points[index - 1], point));
  return {
    at: points.map(({ at }) => Date.parse(at) / 1000),
    published: pairs.map(({ published }) => published),
    stored: pairs.map(({ stored }) => stored),
    lag: points.map(({ lag }) => lag),
  };
}

function slot(sample: Sample | undefined): number | undefined {
  return sample && Math.floor(Date.parse(sample.at) / pointMs);
}

/** Over the last ten seconds, or since the sample before where there are fewer. */
export function latestRates(samples: readonly Sample[]): Rates {
  const newest = samples.at(-1);
  if (!newest) return { published: null, stored: null };
  const from = Date.parse(newest.at) - rateMs;
  const before = samples.slice(0, -1);
  return ratesBetween(before.find(({ at }) => Date.parse(at) >= from) ?? before.at(-1), newest);
}

function ratesBetween(before: Sample | undefined, after: Sample): Rates {
  if (!before) return { published: null, stored: null };
  const seconds = (Date.parse(after.at) - Date.parse(before.at)) / 1000;
  return {
    published: perSecond(before.published, after.published, seconds),
    stored: perSecond(before.sink?.delivered, after.sink?.delivered, seconds),
  };
}

/** A number that has become less began anew: the topic was made again, or the poller started. */
function perSecond(before: number | null | undefined, after: number | null | undefined, seconds: number) {
  if (before == null || after == null || after < before || seconds <= 0) return null;
  return (after - before) / seconds;
}
