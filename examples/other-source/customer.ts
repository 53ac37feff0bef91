import { v5 as uuidv5 } from 'uuid';
import * as z from 'zod/mini';
import { describeProblem } from '../../lambdas/core/describe-problem.ts';
import { InvalidUserError } from '../../lambdas/core/errors.ts';
import { parseJson } from '../../lambdas/core/http-answer.ts';
import type { User } from '../../lambdas/core/user.ts';

/** The part of a customer that is used. */
const customerSchema = z.object({
  customer_no: z.string().check(z.minLength(1, 'is empty')),
  given_name: z.string(),
  family_name: z.string(),
  sex: z.string(),
  street: z.string(),
  city: z.string(),
  region: z.string(),
  country: z.string(),
  postal_code: z.string(),
  mail: z.string(),
  login: z.string(),
  born_on: z.iso.date(),
  customer_since: z.iso.datetime({ offset: true }),
  phone: z.string(),
  photo: z.string(),
});

/** Makes the ids of customers differ from those of all others who count from 1. */
const idNamespace = '5d0f6f0e-3f0c-4d55-9d57-0b9b1a0f2c61';

/**
 * Reads a line of the export. The id follows from the customer's number, so that one customer is one user at every run.
 * @throws InvalidUserError naming the field that is missing or wrong.
 */
export function toUser(line: unknown): User {
  const parsed = customerSchema.safeParse(parseJson(String(line)));
  if (!parsed.success) throw new InvalidUserError(describeProblem(parsed.error), { cause: parsed.error });
  const customer = parsed.data;
  return {
    id: uuidv5(customer.customer_no, idNamespace),
    first_name: customer.given_name,
    last_name: customer.family_name,
    gender: customer.sex,
    address: [customer.street, customer.city, customer.region, customer.country].join(', '),
    post_code: customer.postal_code,
    email: customer.mail,
    username: customer.login,
    dob: new Date(customer.born_on).toISOString(),
    registered_date: new Date(customer.customer_since).toISOString(),
    phone: customer.phone,
    picture: customer.photo,
  };
}
