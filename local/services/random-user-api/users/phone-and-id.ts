import { dateOfBirth } from './dates.ts';
import { name } from './name.ts';
import type { Person } from './person.ts';
import type { User } from './user.ts';

export function phone({ nation, numbers }: Person): string {
  const random = numbers('phone');
  return random.fill(random.pick(nation.phone));
}

export function cell({ nation, numbers }: Person): string {
  const random = numbers('cell');
  return random.fill(random.pick(nation.cell));
}

/** An identity number in the nation's form; it has no valid check digit but by chance. */
export function id(person: Person): User['id'] {
  const { nation, gender, numbers } = person;
  if (!nation.id) return { name: '', value: null };
  const { pattern } = nation.id;
  const ofHolder =
    typeof pattern === 'string'
      ? pattern
      : pattern({ gender, born: dateOfBirth(person).date, lastName: name(person).last });
  return { name: nation.id.name, value: numbers('id').fill(ofHolder) };
}
