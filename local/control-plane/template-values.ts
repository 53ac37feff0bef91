/** How an API's values differ from a template's. */
interface Differences {
  /** The API's name of a member. */
  readonly nameOf: (name: string) => string;
  /** Whether it is a number, written as text or not. */
  readonly isNumber: (value: unknown, name: string) => boolean;
}

/** A value as the API has it: in a template a number or a boolean may be a text. */
function apiValue(value: unknown, differences: Differences, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => apiValue(one, differences, name));
  if (typeof value === 'object' && value !== null) return apiMembers(value, differences);
  if (value === 'true' || value === 'false') return value === 'true';
  return differences.isNumber(value, name) ? Number(value) : value;
}

export function apiMembers(object: object, differences: Differences): Readonly<Record<string, unknown>> {
  const members = Object.entries(object);
  return Object.fromEntries(
    members.map(([name, value]) => [differences.nameOf(name), apiValue(value, differences, name)]),
  );
}

/** A template may hold "true" where true is meant. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
