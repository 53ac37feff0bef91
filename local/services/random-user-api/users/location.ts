import type { Nation } from '../nations/nation.ts';
import type { Person } from './person.ts';
import type { RandomNumbers } from './random-numbers.ts';
import { timezones } from './timezones.ts';
import type { Location } from './user.ts';

export function location({ nation, numbers }: Person): Location {
  const random = numbers('location');
  return {
    street: { number: random.between(1, 9999), name: random.pick(nation.streets) },
    city: random.pick(nation.cities),
    state: random.pick(nation.states),
    country: nation.country,
    postcode: postcode(nation, random),
    coordinates: { latitude: degrees(random, 90), longitude: degrees(random, 180) },
    timezone: random.pick(timezones),
  };
}

function postcode({ postcode: form }: Nation, random: RandomNumbers): string | number {
  return 'from' in form ? random.between(form.from, form.to) : random.fill(random.pick(form));
}

function degrees(random: RandomNumbers, most: number): string {
  return (random.between(-most * 10_000, most * 10_000) / 10_000).toFixed(4);
}
