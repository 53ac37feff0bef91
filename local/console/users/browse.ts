import type pg from 'pg';
import type { ListedUser, UsersAnswer } from './answers.ts';
import { type Cursor, writeCursor } from './cursor.ts';
import { shownPicture } from './pictures.ts';
import { versionView } from './versions.ts';
import { type Way, waysOf } from './ways.ts';

export interface Question {
  /** What is searched for; empty for all users. */
  readonly text: string;
  /** The page begins behind it, or ends before it. */
  readonly cursor?: Cursor;
  readonly direction: 'after' | 'before';
}

export const pageSize = 25;
/** Of each value in the list. */
const shownCharacters = 300;

const shownColumns = ['first_name', 'last_name', 'email', 'username', 'address', 'picture'] as const;
const shown = shownColumns.map((column) => `left(${column}, ${shownCharacters}) AS ${column}`).join(', ');

type Row = Record<(typeof shownColumns)[number] | 'id' | 'version' | 'key', string>;
type Found = Row & { readonly way: number };

/** A page of users. It reads an index from the cursor on: the last page of a million costs as much as the first one. */
export async function browse(pool: Pick<pg.Pool, 'query'>, question: Question): Promise<UsersAnswer> {
  const { cursor, direction } = question;
  const [found, about] = await Promise.all([findRows(pool, question), estimate(pool)]);
  const isMore = found.length > pageSize;
  const rows = found.slice(0, pageSize);
  if (direction === 'before') rows.reverse();
  const [first, last] = [rows.at(0), rows.at(-1)];
  const hasBefore = direction === 'before' ? isMore : cursor !== undefined;
  const hasAfter = direction === 'before' ? true : isMore;
  return {
    users: rows.map(listed),
    previous: first && hasBefore ? writeCursor(first) : null,
    next: last && hasAfter ? writeCursor(last) : null,
    about,
  };
}

/** One more than a page has, from the cursor on in the direction of the question. */
async function findRows(pool: Pick<pg.Pool, 'query'>, { text, cursor, direction }: Question): Promise<Found[]> {
  const ways = waysOf(text).map((way, index) => ({ way, index }));
  if (direction === 'before') ways.reverse();
  const begins = ways.findIndex(({ index }) => index === (cursor?.way ?? ways[0]?.index));
  const found: Found[] = [];
  for (const { way, index } of begins < 0 ? [] : ways.slice(begins)) {
    const from = cursor?.way === index ? cursor : undefined;
    const statement = statementOf(way, waysOf(text).slice(0, index), { direction, isFrom: from !== undefined });
    const values = [text, pageSize + 1 - found.length, ...(from ? [from.key, from.id] : [])];
    const { rows } = await pool.query<Row>(statement, values);
    found.push(...rows.map((row) => ({ ...row, way: index })));
    if (found.length > pageSize) break;
  }
  return found;
}

/** @param before ways whose rows came before: they are not found twice */
function statementOf(
  { matches, key, type, newestFirst }: Way,
  before: readonly Way[],
  { direction, isFrom }: { readonly direction: Question['direction']; readonly isFrom: boolean },
): string {
  const descends = (newestFirst ?? false) === (direction === 'after');
  const order = descends ? 'DESC' : 'ASC';
  const conditions = [
    matches,
    ...before.map((way) => `NOT (${way.matches})`),
    ...(isFrom ? [`(${key}, id) ${descends ? '<' : '>'} ($3::${type}, $4::uuid)`] : []),
  ];
  return `SELECT id, ${shown}, version::text AS version, (${key})::text AS key FROM created_users
    WHERE ${conditions.join(' AND ')} ORDER BY ${key} ${order}, id ${order} LIMIT $2`;
}

/** How many users there are, as PostgreSQL has last counted for its own plans: counting them takes a second a million. */
async function estimate(pool: Pick<pg.Pool, 'query'>): Promise<number | null> {
  const { rows } = await pool.query<{ about: string }>(
    `SELECT reltuples::bigint::text AS about FROM pg_class WHERE oid = 'created_users'::regclass`,
  );
  const about = Number(rows[0]?.about ?? -1);
  return about < 0 ? null : about;
}

function listed({ id, version, picture, first_name, last_name, email, username, address }: Row): ListedUser {
  const texts = { first_name, last_name, email, username, address };
  return { id, ...texts, picture: shownPicture(picture), version: versionView(BigInt(version)) };
}
