import type { Sample } from '../samples/sample.ts';
import type { History, Rates } from './answers.ts';

/** A quarter of an hour makes 180 points. */
const pointMs = 5000;
const rateMs = 10_000;

/** Of samples in the order of time, the last of every five seconds. */
export function historyOf(samples: readonly Sample[]): History {
  const points = samples.filter((sample, index) => slot(sample) !== slot(samples[index + 1]));
  const rates = (count: Count) => points.map((point, index) => perSecond(points[index - 1], point, count));
  return {
    at: points.map(({ at }) => Date.parse(at) / 1000),
    published: rates(publishedIn),
    stored: rates(storedIn),
    lag: points.map(({ lag }) => lag),
  };
}

function slot(sample: Sample | undefined): number | undefined {
  return sample && Math.floor(Date.parse(sample.at) / pointMs);
}

/**
 * Over the last ten seconds, or since the sample before where there are fewer. One that does not know a count, because
 * what was asked did not answer, is passed over, and so are those of before a count began anew.
 */
export function latestRates(samples: readonly Sample[]): Rates {
  return { published: latestRate(samples, publishedIn), stored: latestRate(samples, storedIn) };
}

type Count = (sample: Sample) => number | null | undefined;
const publishedIn: Count = ({ published }) => published;
const storedIn: Count = ({ sink }) => sink?.delivered;

function latestRate(samples: readonly Sample[], count: Count): number | null {
  const newest = samples.at(-1);
  if (!newest) return null;
  const from = Date.parse(newest.at) - rateMs;
  let before: Sample | undefined;
  let least = count(newest) ?? Number.NEGATIVE_INFINITY;
  for (const sample of samples.slice(0, -1).reverse()) {
    const counted = count(sample);
    if (counted == null) continue;
    if (counted > least || (before && Date.parse(sample.at) < from)) break;
    before = sample;
    least = counted;
  }
  return perSecond(before, newest, count);
}

/** A number that has become less began anew: the topic was made again, or the poller started. */
function perSecond(before: Sample | undefined, after: Sample, count: Count): number | null {
  const [first, last] = [before && count(before), count(after)];
  if (!before || first == null || last == null || last < first) return null;
  const seconds = (Date.parse(after.at) - Date.parse(before.at)) / 1000;
  return seconds > 0 ? (last - first) / seconds : null;
}
