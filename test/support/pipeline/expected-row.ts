import type { StoredUser } from '../stores/stores.ts';

/** A user as randomuser.me gives it: the part that rows are made of. */
export interface RandomUser {
  readonly gender: string;
  readonly name: { readonly first: string; readonly last: string };
  readonly location: {
    readonly street: { readonly number: number; readonly name: string };
    readonly city: string;
    readonly state: string;
    readonly country: string;
    readonly postcode: number | string;
  };
  readonly email: string;
  readonly login: { readonly uuid: string; readonly username: string };
  readonly dob: { readonly date: string };
  readonly registered: { readonly date: string };
  readonly phone: string;
  readonly picture: { readonly medium: string };
}

/** The row that a user of the API must become, by other code than the pipeline's. */
export function expectedRow({ location, ...user }: RandomUser): StoredUser {
  const { street, city, state, country, postcode } = location;
  return {
    id: user.login.uuid,
    first_name: user.name.first,
    last_name: user.name.last,
    gender: user.gender,
    address: `${street.number} ${street.name}, ${city}, ${state}, ${country}`,
    post_code: `${postcode}`,
    email: user.email,
    username: user.login.username,
    dob: new Date(user.dob.date).toISOString(),
    registered_date: new Date(user.registered.date).toISOString(),
    phone: user.phone,
    picture: user.picture.medium,
  };
}
