import type { ParameterGroup } from './parameter-group.ts';

/** By name, as postgresql.conf has them. */
export type Parameters = Readonly<Record<string, string>>;

/** From version 15 on RDS takes nobody who comes without TLS. */
export function forceSslDefault(family: string): string {
  return Number(family.slice('postgres'.length)) >= 15 ? '1' : '0';
}

/** All that a group says of a server that is started with it. */
export function parametersOf({ family, values }: ParameterGroup): Parameters {
  const set = Object.entries(values).map(([name, { value }]) => [name, value]);
  return { 'rds.force_ssl': forceSslDefault(family), ...Object.fromEntries(set) };
}

/** What of it a running server takes over: what waits for the next start stays as it is. */
export function reloadedParameters(group: ParameterGroup, applied: Parameters): Parameters {
  const wanted = parametersOf(group);
  const waiting = (name: string) => group.values[name]?.applyMethod === 'pending-reboot';
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(applied)])];
  const values = names.map((name) => [name, waiting(name) ? applied[name] : wanted[name]]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Whether a server that was started so does what its group says. */
export function isInSync(group: ParameterGroup, applied: Parameters): boolean {
  const wanted = parametersOf(group);
  const names = new Set([...Object.keys(wanted), ...Object.keys(applied)]);
  return [...names].every((name) => wanted[name] === applied[name]);
}
