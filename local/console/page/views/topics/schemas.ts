import { html } from 'htm/preact';
import type { SubjectsAnswer, SubjectView } from '../../../schemas/answers.ts';
import { goWith } from '../../address.ts';
import { DataTable } from '../../components/data-table.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Panel, ViewHead } from '../../components/panel.ts';
import { useAnswer } from '../../use-answer.ts';
import { count } from '../../words.ts';

/** The subjects of the stack's schema registry. */
export function Schemas({ query }: { readonly query: URLSearchParams }) {
  const wanted = query.get('search') ?? '';
  const asked = useAnswer<SubjectsAnswer>(`/api/schemas?${new URLSearchParams({ search: wanted })}`);
  return html`
    <${ViewHead} title=${html`<a class="crumb" href="/topics">Topics</a> Schemas`}>
      What the schema registry has: each subject’s versions, and what a new one must be to those before it.
    </${ViewHead}>
    <${Panel} title="Subjects" actions=${html`<label class="field topic-search"><span class="visually-hidden">Search subjects</span>
      <input type="search" placeholder="Search subjects" value=${wanted} onInput=${(event: InputEvent) => goWith({ search: (event.target as HTMLInputElement).value }, { replace: true })} />
    </label>`}>
      <${Answered} asked=${asked} show=${(answer: SubjectsAnswer) => html`<${List} answer=${answer} wanted=${wanted} />`} />
    </${Panel}>
  `;
}

function List({ answer: { subjects, total, registry }, wanted }: { answer: SubjectsAnswer; wanted: string }) {
  if (subjects.length === 0) {
    return wanted === ''
      ? html`<${Empty} title="No schema is registered.">npm start registers that of users_created. The registry is ${registry}.</${Empty}>`
      : html`<${Empty} title="No subject has «${wanted}» in its name." />`;
  }
  const link = ({ subject }: SubjectView) => html`<a class="topic-name" href=${subjectAddress(subject)}>${subject}</a>`;
  return html`
    <${DataTable} label="Subjects" rows=${subjects} keyOf=${({ subject }: SubjectView) => subject} columns=${[
      { title: 'Subject', cell: link },
      { title: 'Format', cell: ({ format }: SubjectView) => format ?? '–' },
      { title: 'Compatibility', cell: ({ compatibility }: SubjectView) => compatibility },
      { title: 'Versions', numeric: true, cell: ({ versions }: SubjectView) => count(versions) },
      { title: 'Latest', numeric: true, cell: ({ latest }: SubjectView) => latest ?? '–' },
    ]} />
    <p class="faint">${total > subjects.length && `${count(subjects.length)} of ${count(total)} subjects: search for the others. `}The registry is <code>${registry}</code>.</p>
  `;
}

export function subjectAddress(subject: string): string {
  return `/topics/schemas/${encodeURIComponent(subject)}`;
}
