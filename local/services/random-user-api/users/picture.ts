import type { Person } from './person.ts';
import type { Picture } from './user.ts';

const portraits = 'https://randomuser.me/api/portraits';

// As many as there are at that address.
const counts = { female: 97, male: 100 };

/** Addresses only: nothing here serves the pictures. */
export function picture({ gender, numbers }: Person): Picture {
  const file = `${gender === 'female' ? 'women' : 'men'}/${numbers('picture').below(counts[gender])}.jpg`;
  return {
    large: `${portraits}/${file}`,
    medium: `${portraits}/med/${file}`,
    thumbnail: `${portraits}/thumb/${file}`,
  };
}
