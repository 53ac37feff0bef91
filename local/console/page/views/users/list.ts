import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ListedUser, UsersAnswer } from '../../../users/answers.ts';
import { go, goWith } from '../../address.ts';
import { type Column, DataTable } from '../../components/data-table.ts';
import { Empty, Loading, Problem } from '../../components/notices.ts';
import { ViewHead } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { useAnswer } from '../../use-answer.ts';
import { count } from '../../words.ts';
import { Avatar } from './avatar.ts';
import { VisibleText } from './visible-text.ts';

const typingMs = 250;
const pageParts = ['q', 'after', 'before'] as const;

/** Pages of users, the newest first or those that are searched for. */
export function UserList({ query }: { readonly query: URLSearchParams }) {
  const asked = useAnswer<UsersAnswer>(`/api/users?${pageQuery(query)}`);
  // While the next page is on its way, the last one stays.
  const last = useRef<UsersAnswer | undefined>(undefined);
  if (asked.answer) last.current = asked.answer;
  const shown = asked.answer ?? last.current;
  const text = query.get('q') ?? '';
  const about = shown?.about;
  return html`
    <${ViewHead} title="Users" actions=${html`<a class="button" href="/users/reconcile">Reconcile</a>`}>
      ${about ? `About ${count(about)} users, as PostgreSQL has them; ` : 'Users as PostgreSQL has them; '}
      each can be seen side by side with Kafka and Cassandra.
    </${ViewHead}>
    <${Search} text=${text} />
    ${asked.problem && html`<${Problem} problem=${asked.problem} onRetry=${asked.reload} />`}
    ${!shown && !asked.problem && html`<${Loading} />`}
    ${shown && html`<${Page} answer=${shown} text=${text} query=${query} isOld=${asked.answer === undefined} />`}
  `;
}

function pageQuery(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => pageParts.some((part) => part === name)));
}

/** Follows what is typed; the address says it, so that Back and links bring it again. */
function Search({ text }: { readonly text: string }) {
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (text !== sent.current) setTyped(text);
    sent.current = text;
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (wanted: string) => {
    clearTimeout(timer.current);
    sent.current = wanted.trim();
    // Of one search only the end is a step to go back to.
    go(wanted.trim() ? `/users?${new URLSearchParams({ q: wanted.trim() })}` : '/users', { replace: text !== '' });
  };
  const type = (event: InputEvent) => {
    const wanted = (event.target as HTMLInputElement).value;
    setTyped(wanted);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(wanted), typingMs);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    search(typed);
  };
  return html`<form class="user-search" role="search" onSubmit=${submit}>
    <label class="field" for="user-search">Search by the beginning of a last name or user name, or by a whole e-mail address or id</label>
    <div class="field"><input id="user-search" type="search" maxlength="320" autocomplete="off" spellcheck=${false} placeholder="Nijhuis" value=${typed} onInput=${type} /></div>
  </form>`;
}

function Page(props: {
  readonly answer: UsersAnswer;
  readonly text: string;
  readonly query: URLSearchParams;
  readonly isOld: boolean;
}) {
  const { answer, text, query, isOld } = props;
  const { users, previous, next } = answer;
  if (users.length === 0)
    return html`<${NoUsers} text=${text} isFirst=${!query.has('after') && !query.has('before')} />`;
  const show = (choice: { after?: string; before?: string }) => {
    goWith({ after: undefined, before: undefined, ...choice });
    scrollTo(0, 0);
  };
  return html`<section class="panel user-list" aria-label="Users" aria-busy=${isOld}>
    <${DataTable} label="Users" columns=${columnsFor(text)} rows=${users} keyOf=${({ id }: ListedUser) => id} />
    ${
      (previous ?? next) &&
      html`<nav class="user-pages" aria-label="Pages">
      <button type="button" class="button" disabled=${!query.has('after') && !query.has('before')} onClick=${() => show({})}>First</button>
      <button type="button" class="button" disabled=${!previous} onClick=${() => previous && show({ before: previous })}>‹ Previous</button>
      <button type="button" class="button" disabled=${!next} onClick=${() => next && show({ after: next })}>Next ›</button>
    </nav>`
    }
  </section>`;
}

function NoUsers({ text, isFirst }: { readonly text: string; readonly isFirst: boolean }) {
  if (!isFirst)
    return html`<${Empty} title="There are no users on this page."><a href=${text ? `/users?${new URLSearchParams({ q: text })}` : '/users'}>Go to the first page</a></${Empty}>`;
  if (text === '')
    return html`<${Empty} title="PostgreSQL has no users yet.">A run brings them: <a href="/runs">start one</a>.</${Empty}>`;
  return html`<${Empty} title="PostgreSQL has no such user.">
    A name counts from its beginning, e-mail addresses and ids as a whole. A user that PostgreSQL lacks has a page all the same: open <code>/users/</code> and the id.
  </${Empty}>`;
}

function columnsFor(text: string): readonly Column<ListedUser>[] {
  return [
    { title: 'User', cell: (user) => html`<${Person} user=${user} text=${text} />` },
    {
      title: 'E-mail',
      cell: ({ email }) => html`<bdi class="cut"><${Found} value=${email} text=${text} isWhole /></bdi>`,
    },
    { title: 'Place', cell: ({ address }) => html`<bdi class="cut"><${VisibleText} text=${address} /></bdi>` },
    { title: 'Newest version', cell: ({ version }) => html`<${Time} at=${version.at} ago />` },
  ];
}

function Person({ user, text }: { readonly user: ListedUser; readonly text: string }) {
  const { id, first_name: first, last_name: last, username, picture } = user;
  return html`<div class="person">
    <${Avatar} key=${id} id=${id} first=${first} last=${last} picture=${picture} />
    <div class="person-names">
      <a class="cut" href="/users/${id}"><bdi><${VisibleText} text=${first} /></bdi> <bdi><${Found} value=${last} text=${text} /></bdi></a>
      <bdi class="faint cut"><${Found} value=${username} text=${text} /></bdi>
    </div>
  </div>`;
}

/** Marks what was searched for. @param isWhole it counts only as a whole */
function Found(props: { readonly value: string; readonly text: string; readonly isWhole?: boolean }) {
  const { value, text, isWhole = false } = props;
  const begins = text !== '' && value.toLowerCase().startsWith(text.toLowerCase());
  if (!begins || (isWhole && value.length !== text.length)) return html`<${VisibleText} text=${value} />`;
  const rest = value.slice(text.length);
  return html`<mark>${value.slice(0, text.length)}</mark>${rest !== '' && html`<${VisibleText} text=${rest} />`}`;
}
