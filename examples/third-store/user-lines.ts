import type { User } from '../../lambdas/core/user.ts';
import { newestChanges } from '../../lambdas/sink-users/newest-changes.ts';
import type { UserChange } from '../../lambdas/sink-users/read-records.ts';

/** A line of an object: what a record says of a user. */
export type UserLine = Pick<UserChange, 'id' | 'version' | 'offset' | 'user'>;

/** As JSON, in which no line can end before its end. */
export function toLine({ id, version, offset, user }: UserChange): string {
  return `${JSON.stringify({ id, version, offset, user } satisfies UserLine)}\n`;
}

export function readLines(text: string): UserLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as UserLine);
}

/**
 * What a reader makes of the lines of all objects, in whatever order: of each user the line with the highest version, and
 * no user whose line has none. Of one version a deletion counts, and else the higher offset.
 */
export function latestUsers(lines: readonly UserLine[]): User[] {
  return newestChanges(lines).flatMap(({ user }) => user ?? []);
}
