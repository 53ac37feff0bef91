/** How many discs there are: see users.css. */
export const discColours = 8;

/** The first letters of both names, without what stands above and below them; none where a name has no letter. */
export function initials(first: string, last: string): string {
  return [first, last].map(initialOf).join('');
}

function initialOf(name: string): string {
  const [letter = ''] = /[\p{L}\p{N}]/u.exec(name.normalize('NFD')) ?? [];
  // Some letters become two as capitals.
  return [...letter.toUpperCase()].slice(0, 1).join('');
}

/** The same for a user at any time. */
export function discColour(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at += 1) hash = (Math.imul(hash, 31) + id.charCodeAt(at)) >>> 0;
  return hash % discColours;
}
