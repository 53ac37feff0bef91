import { ApiChangedError } from '../core/errors.ts';
import type { Page } from './plan-pages.ts';
import type { UserRecord } from './publish-users.ts';
import type { RecordEncoder } from './record-encoder.ts';
import type { UserSource } from './user-source.ts';

/** A page of which none can be read tells of a changed source where it is as large; a few users may be wrong by chance. */
const tellingUsers = 20;

/**
 * The page's users as records, and the reason of each one that is rejected.
 * @throws ApiChangedError when all of the first page, or of a page of 20 users or more, are rejected, with the reason
 * that most of them have.
 */
export function selectRecords(
  values: readonly unknown[],
  page: Page,
  toUser: UserSource['toUser'],
  encoder: RecordEncoder,
) {
  const records: UserRecord[] = [];
  const reasons = new Map<string, number>();
  const rejections: string[] = [];
  for (const [index, value] of values.entries()) {
    try {
      const user = toUser(value);
      records.push({ id: user.id, value: encoder.encode(user) });
    } catch (error) {
      const { message } = error as Error;
      reasons.set(message, (reasons.get(message) ?? 0) + 1);
      rejections.push(`user ${index + 1} of page ${page.number}: ${message}`);
    }
  }
  const telling = page.number === 1 || values.length >= tellingUsers;
  if (telling && records.length === 0 && values.length > 0) throw changed(values.length, page, reasons);
  return { records, rejections };
}

function changed(users: number, page: Page, reasons: ReadonlyMap<string, number>): ApiChangedError {
  const [[reason, count] = ['', 0]] = [...reasons].sort(([, one], [, other]) => other - one);
  return new ApiChangedError(
    `All ${users} users of page ${page.number} were rejected, ${count} of them because of ${reason}. ` +
      'Nothing of the page was published. Has the API changed? Mend what reads its users, and run the date again.',
  );
}
