import { html } from 'htm/preact';
import type { DifferenceView } from '../../../reconcile/answers.ts';
import { count } from '../../words.ts';
import { fieldName } from './field-names.ts';
import { recordAddress } from './record-address.ts';

/** One difference, with the way to its user and to its record. */
export function DifferenceItem({ line, topic }: { readonly line: DifferenceView; readonly topic: string }) {
  const record =
    line.record &&
    html`<a href=${recordAddress(topic, line.record)}>${topic}-${line.record.partition}, offset ${count(line.record.offset)}</a>`;
  if (!('id' in line))
    return html`<li class="difference-place">${record}${line.reason && html`<span class="faint">${line.reason}</span>`}</li>`;
  const { expected = 'none', found = 'none' } = line.versions;
  return html`<li class="difference">
    <div class="difference-head">
      <a href="/users/${line.id}"><code>${line.id}</code></a>
      <span>${line.store}</span>
      ${record}
      ${line.against !== 'topic' && html`<span class="faint">compared with ${line.against}</span>`}
      ${line.deadLetter && html`<a href="/dead-letters">its record waits with the dead letters</a>`}
    </div>
    ${expected !== found && html`<div class="faint">version <code>${found}</code>, expected <code>${expected}</code></div>`}
    ${
      line.fields &&
      html`<dl class="difference-fields">${line.fields.map(
        ({ name, expected: wanted, found: has }) =>
          html`<div><dt>${fieldName(name)}</dt><dd><bdi>${has}</bdi>, expected <bdi>${wanted}</bdi></dd></div>`,
      )}</dl>`
    }
  </li>`;
}
