export type Gender = 'female' | 'male';

/** A user as version 1.4 of the API gives it. */
export interface User {
  readonly gender: Gender;
  readonly name: Name;
  readonly location: Location;
  readonly email: string;
  readonly login: Login;
  readonly dob: PastDate;
  readonly registered: PastDate;
  readonly phone: string;
  readonly cell: string;
  /** `{ name: '', value: null }` for the nationalities that have none. */
  readonly id: { readonly name: string; readonly value: string | null };
  readonly picture: Picture;
  /** Two capital letters. */
  readonly nat: string;
}

export type Field = keyof User;

export interface Name {
  readonly title: string;
  readonly first: string;
  readonly last: string;
}

/** Its parts have nothing to do with each other but the country. */
export interface Location {
  readonly street: { readonly number: number; readonly name: string };
  readonly city: string;
  readonly state: string;
  readonly country: string;
  /** Text for some nationalities, a number for the others. */
  readonly postcode: string | number;
  /** Degrees with four decimals, as text. */
  readonly coordinates: { readonly latitude: string; readonly longitude: string };
  /** The offset from UTC is like `+5:30`, and `0:00` without a sign. */
  readonly timezone: { readonly offset: string; readonly description: string };
}

/** The digests are of the password followed by the salt, in hexadecimal. */
export interface Login {
  readonly uuid: string;
  readonly username: string;
  readonly password: string;
  readonly salt: string;
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: string;
}

/** An instant in ISO 8601 with milliseconds, and the full years since then. */
export interface PastDate {
  readonly date: string;
  readonly age: number;
}

/** URLs of one portrait in three sizes. */
export interface Picture {
  readonly large: string;
  readonly medium: string;
  readonly thumbnail: string;
}
