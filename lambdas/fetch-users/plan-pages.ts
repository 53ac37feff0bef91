/** What the API gives at most at once. */
export const maximumPageSize = 5000;

/** A page of the API's answer: `number` counts from 1. */
export interface Page {
  readonly number: number;
  readonly size: number;
}

/** The pages that hold so many users: full ones, and the rest. */
export function planPages(users: number): Page[] {
  const count = Math.ceil(users / maximumPageSize);
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    size: Math.min(maximumPageSize, users - index * maximumPageSize),
  }));
}
