import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { SchemaVersion, SubjectAnswer } from '../../../schemas/answers.ts';
import { goWith } from '../../address.ts';
import { Answered } from '../../components/notices.ts';
import { Facts, Panel, ViewHead } from '../../components/panel.ts';
import { useAnswer } from '../../use-answer.ts';
import { counted } from '../../words.ts';
import { pick } from './addresses.ts';
import { type DiffLine, lineDiff } from './line-diff.ts';
import { subjectAddress } from './schemas.ts';

/** One subject: a version's text, and how it differs from another. */
export function Subject({ subject, query }: { readonly subject: string; readonly query: URLSearchParams }) {
  const parts = pick(query, ['version', 'against']);
  const asked = useAnswer<SubjectAnswer>(`/api/schemas/${encodeURIComponent(subject)}?${parts}`);
  return html`
    <${ViewHead} title=${html`<a class="crumb" href="/topics">Topics</a> <a class="crumb" href="/topics/schemas">Schemas</a> <span class="topic-name">${subject}</span>`} />
    <${Answered} asked=${asked} show=${(answer: SubjectAnswer) => html`<${Versions} answer=${answer} />`} />
  `;
}

function Versions({ answer }: { readonly answer: SubjectAnswer }) {
  const { versions, chosen, other, compatibility } = answer;
  const choose = (name: string) => (event: Event) => goWith({ [name]: (event.target as HTMLSelectElement).value });
  return html`
    <${Panel} title="Version ${chosen.version}">
      <${Facts} facts=${[
        ['Id in records', String(chosen.id)],
        ['Format', chosen.format],
        ['Compatibility', compatibility],
        ['Versions', String(versions.length)],
        ...(chosen.references.length === 0
          ? []
          : [['Refers to', html`<${References} references=${chosen.references} />`]]),
      ]} />
      <div class="row">
        <label class="field">Version
          <select value=${chosen.version} onChange=${choose('version')}>${versions.map((version) => html`<option value=${version}>${version}</option>`)}</select>
        </label>
        <label class="field">Compared with
          <select value=${other?.version ?? 0} onChange=${choose('against')}>
            <option value="0">no other</option>
            ${versions.filter((version) => version !== chosen.version).map((version) => html`<option value=${version}>${version}</option>`)}
          </select>
        </label>
      </div>
      ${other ? html`<${Difference} before=${other} after=${chosen} />` : html`<pre class="schema-text" tabindex="0" role="group" aria-label="Schema">${chosen.text}</pre>`}
    </${Panel}>
  `;
}

function References({ references }: Pick<SchemaVersion, 'references'>) {
  return references.map(
    ({ name, subject, version }) =>
      html`<div><a href="${subjectAddress(subject)}?version=${version}">${name}</a> <span class="faint">version ${version} of ${subject}</span></div>`,
  );
}

const signs: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '−' };

function Difference({ before, after }: { readonly before: SchemaVersion; readonly after: SchemaVersion }) {
  const [isWhole, setWhole] = useState(false);
  const diff = lineDiff(before.text, after.text);
  const number = (kind: DiffLine['kind']) => diff.filter((line) => line.kind === kind).length;
  const shown = isWhole ? diff : aroundChanges(diff);
  return html`
    <div class="diff-head"><span>${counted(number('added'), 'line')} more and ${counted(number('removed'), 'line')} less than in version ${before.version}</span>
      <label class="check"><input type="checkbox" checked=${isWhole} onChange=${() => setWhole(!isWhole)} />The whole schema</label></div>
    <div class="schema-text" tabindex="0" role="group" aria-label="Difference">${shown.map(
      (line) =>
        html`<div class="diff diff-${line?.kind ?? 'gap'}"><span class="diff-sign">${line ? signs[line.kind] : ' '}</span>${line?.text ?? '…'}</div>`,
    )}</div>
  `;
}

/** Lines that are shown before and behind a change. */
const context = 3;

/** @returns undefined for lines that are left out */
function aroundChanges(diff: readonly DiffLine[]): (DiffLine | undefined)[] {
  const near = new Set<number>();
  for (const [index, { kind }] of diff.entries()) {
    if (kind === 'same') continue;
    for (let at = index - context; at <= index + context; at += 1) near.add(at);
  }
  return diff.flatMap((line, index) => {
    if (near.has(index)) return [line];
    return index === 0 || near.has(index - 1) ? [undefined] : [];
  });
}
