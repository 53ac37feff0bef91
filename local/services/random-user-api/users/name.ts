import type { Person } from './person.ts';
import type { Gender, Name } from './user.ts';

const commonTitles: Readonly<Record<Gender, readonly string[]>> = { female: ['Miss', 'Mrs', 'Ms'], male: ['Mr'] };

export function name({ nation, gender, numbers }: Person): Name {
  const random = numbers('name');
  const titles = nation.titles ?? commonTitles;
  return {
    title: random.pick(titles[gender]),
    first: random.pick(nation.firstNames[gender]),
    last: random.pick(nation.lastNames),
  };
}
