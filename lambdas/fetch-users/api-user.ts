import { MAX, NIL, v5 as uuidv5, validate } from 'uuid';
import * as z from 'zod/mini';
import { describeProblem } from '../core/describe-problem.ts';
import { InvalidUserError } from '../core/errors.ts';
import type { User } from '../core/user.ts';

/** A day of the calendar and a time with its zone: what else Date reads, it reads in a way of its own. */
const instant = z.iso.datetime({ offset: true });
const numberOrText = z.union([z.number(), z.string()]);

/** The part of randomuser.me's user that is used; what else an answer holds is left alone. */
const apiUserSchema = z.object({
  gender: z.string(),
  name: z.object({ first: z.string(), last: z.string() }),
  location: z.object({
    street: z.object({ number: numberOrText, name: z.string() }),
    city: z.string(),
    state: z.string(),
    country: z.string(),
    postcode: numberOrText,
  }),
  email: z.string(),
  login: z.object({ uuid: z.optional(z.unknown()), username: z.string() }),
  dob: z.object({ date: instant }),
  registered: z.object({ date: instant }),
  phone: z.string(),
  picture: z.object({ medium: z.string() }),
});

type ApiUser = z.infer<typeof apiUserSchema>;

/** The fields of the API that `toUser` reads. */
export const usedFields = Object.keys(apiUserSchema.def.shape);

/** Makes the ids of users whose API gives none differ from those of all other programs. */
const idNamespace = '8a9b3d0e-5c47-4a1e-9f3b-6d2c1e7f4a50';

/** @throws InvalidUserError naming the field of the API's user that is missing or wrong. */
export function toUser(value: unknown): User {
  const parsed = apiUserSchema.safeParse(value);
  if (!parsed.success) throw new InvalidUserError(describeProblem(parsed.error), { cause: parsed.error });
  const { name, location, login, picture, dob, registered, ...user } = parsed.data;
  const { street, city, state, country, postcode } = location;
  const birth = new Date(dob.date).toISOString();
  return {
    id: userId(user, login, birth),
    first_name: name.first,
    last_name: name.last,
    gender: user.gender,
    address: `${street.number} ${street.name}, ${city}, ${state}, ${country}`,
    post_code: String(postcode),
    email: user.email,
    username: login.username,
    dob: birth,
    registered_date: new Date(registered.date).toISOString(),
    phone: user.phone,
    picture: picture.medium,
  };
}

/** The API's own id, or one that follows from who the user is, so that the same user never gets two. */
function userId({ email }: Pick<ApiUser, 'email'>, { uuid, username }: ApiUser['login'], dob: string): string {
  const id = typeof uuid === 'string' ? uuid.toLowerCase() : '';
  if (validate(id) && id !== NIL && id !== MAX) return id;
  return uuidv5(JSON.stringify([email, username, dob]), idNamespace);
}
