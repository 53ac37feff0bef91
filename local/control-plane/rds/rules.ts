import { invalid } from './errors.ts';

// What AWS refuses in the same way for several kinds of things.

/** @returns the identifier as RDS keeps it @throws AwsError InvalidParameterValue */
export function requireIdentifier(parameter: string, value: string | undefined, longest = 63): string {
  const identifier = required(parameter, value).toLowerCase();
  if (identifier.length <= longest && /^[a-z](?:-?[a-z0-9])*$/.test(identifier)) return identifier;
  throw invalid(
    `The parameter ${parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.${
      identifier.length > longest ? ` At most ${longest} characters are allowed.` : ''
    }`,
  );
}

/** @throws AwsError InvalidParameterValue */
export function required<Value>(parameter: string, value: Value | undefined | ''): Value {
  if (value !== undefined && value !== '') return value;
  throw invalid(`The parameter ${parameter} must be provided and must not be blank.`);
}

/** The members that are given. */
export function given<Members extends object>(members: Members): Partial<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<Members>;
}
