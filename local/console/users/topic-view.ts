import { withoutFrame } from '../../../lambdas/core/schema-registry/frame.ts';
import type { User } from '../../../lambdas/core/user.ts';
import { userFields } from '../../reconcile/digest.ts';
import type { RecordView, TopicView } from './answers.ts';
import type { Finding } from './look.ts';
import { type FoundRecord, isChange } from './records-of-user.ts';
import { versionView } from './versions.ts';

const limits = { headers: 30, headerCharacters: 500, reasonCharacters: 1000 };

/** What was found in the topic, for the page. */
export function topicView(finding: Finding): TopicView {
  const { topic, partition, low, high, ranges, complete, records } = finding;
  const { kept, newest } = records;
  const views = kept.map((found, index) => recordView(found, kept[index - 1], finding));
  return {
    newest: newest ? recordView(newest, undefined, finding) : null,
    records: views.toReversed(),
    unlisted: records.found - kept.length,
    look: { topic, partition, low, high, ranges, complete },
  };
}

function recordView(found: FoundRecord, before: FoundRecord | undefined, { committed }: Finding): RecordView {
  const { record, reading } = found;
  const { partition, offset, timestampMs, value, headers } = record;
  const { schemaId } = withoutFrame(value ?? Buffer.alloc(0));
  const replay = reading.replay && {
    partition: reading.replay.partition,
    offset: reading.replay.offset,
    count: reading.replay.count,
  };
  return {
    partition,
    offset,
    at: new Date(timestampMs).toISOString(),
    ...says(found),
    ...(replay && { replay }),
    bytes: value?.length ?? 0,
    ...(schemaId !== undefined && { schemaId }),
    headers: headers
      .slice(0, limits.headers)
      .map(([name, text]) => [cut(name), cut(text?.toString('utf8') ?? '')] as const),
    changed: before === undefined ? null : changedFields(before, found),
    underWay: committed === undefined || offset >= committed,
  };
}

function cut(text: string): string {
  return text.slice(0, limits.headerCharacters);
}

function says(found: FoundRecord): Pick<RecordView, 'says' | 'reason' | 'version'> {
  if (!isChange(found)) {
    const reason = 'reason' in found.reading ? found.reading.reason : '';
    return { says: 'no user', reason: reason.slice(0, limits.reasonCharacters) };
  }
  const { user, version } = found.reading.change;
  return { says: user === null ? 'deletion' : 'user', version: versionView(version) };
}

function changedFields(before: FoundRecord, found: FoundRecord): readonly string[] | null {
  const [old, now] = [userOf(before), userOf(found)];
  return old && now ? userFields.filter((field) => old[field] !== now[field]) : null;
}

function userOf(found: FoundRecord): User | null {
  return isChange(found) ? found.reading.change.user : null;
}
