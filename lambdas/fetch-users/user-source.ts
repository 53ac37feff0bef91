import type { LogicalDate } from '../core/logical-date.ts';
import type { User } from '../core/user.ts';
import type { Page } from './plan-pages.ts';

/**
 * Asks for a page of a date's users, as the source has them; fewer where it has no more. The same date and page give the
 * same users at every run. Rejects with the signal's reason, or with an ApiError that says whether asking again may help.
 */
export type FetchPage = (date: LogicalDate, page: Page, signal: AbortSignal) => Promise<readonly unknown[]>;

/** Where the users of a date come from. */
export interface UserSource {
  readonly fetchPage: FetchPage;
  /** Reads one of a page's users. @throws InvalidUserError naming the field that is missing or wrong. */
  readonly toUser: (value: unknown) => User;
}
