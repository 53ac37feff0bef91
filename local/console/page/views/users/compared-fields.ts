import { html } from 'htm/preact';
import type { FieldView, Place, Side, UserComparison, ValueView, VersionView } from '../../../users/answers.ts';
import { StateBadge } from '../../components/state-badge.ts';
import { Time } from '../../components/time.ts';
import { count } from '../../words.ts';
import { fieldName } from './field-names.ts';
import { recordAddress } from './record-address.ts';
import { VisibleText } from './visible-text.ts';

const places: readonly (readonly [place: Place, name: string])[] = [
  ['kafka', 'Kafka'],
  ['cassandra', 'Cassandra'],
  ['postgres', 'PostgreSQL'],
];

/** A row for each field, a column for each place. */
export function ComparedFields({ comparison }: { readonly comparison: UserComparison }) {
  return html`<table class="compared">
    <caption class="visually-hidden">The user in Kafka, Cassandra and PostgreSQL, field by field</caption>
    <thead>
      <tr>
        <td></td>
        ${places.map(([place, name]) => html`<th scope="col"><${PlaceHead} place=${place} name=${name} comparison=${comparison} /></th>`)}
      </tr>
    </thead>
    <tbody>
      <${VersionRow} comparison=${comparison} />
      ${comparison.fields.map((field) => html`<${FieldRow} key=${field.name} field=${field} />`)}
    </tbody>
  </table>`;
}

function PlaceHead({
  place,
  name,
  comparison,
}: {
  readonly place: Place;
  readonly name: string;
  readonly comparison: UserComparison;
}) {
  return html`<span class="place-name">${name}</span>${place === 'kafka' ? html`<${TopicState} side=${comparison.kafka} />` : html`<${StoreState} place=${place} comparison=${comparison} />`}`;
}

function TopicState({ side }: { readonly side: UserComparison['kafka'] }) {
  if ('problem' in side) return html`<${StateBadge} tone="warning">not read</${StateBadge}>`;
  const { newest, look } = side.value;
  if (!newest) return html`<${StateBadge} tone="off">no record ${look.complete ? '' : 'found'}</${StateBadge}>`;
  const link = html`<a class="place-record" href=${recordAddress(look.topic, newest)}>${look.topic}-${newest.partition}, offset ${count(newest.offset)}</a>`;
  const tone = newest.says === 'deletion' ? 'off' : newest.underWay ? 'busy' : 'good';
  return html`<${StateBadge} tone=${tone}>${newest.says === 'deletion' ? 'deletes the user' : newest.underWay ? 'under way' : 'newest record'}</${StateBadge}>${link}`;
}

function StoreState({
  place,
  comparison,
}: {
  readonly place: 'cassandra' | 'postgres';
  readonly comparison: UserComparison;
}) {
  const side = comparison[place];
  if ('problem' in side) return html`<${StateBadge} tone="warning">not read</${StateBadge}>`;
  if (side.value) return html`<${StateBadge} tone="good">row</${StateBadge}>`;
  const { kafka, deleted, verdict } = comparison;
  const isDeleted =
    ('value' in kafka && kafka.value.newest?.says === 'deletion') || ('value' in deleted && deleted.value !== null);
  // Of a user whom nobody knows none is missing.
  const tone = isDeleted || verdict.tone === 'off' ? 'off' : 'bad';
  return html`<${StateBadge} tone=${tone}>no row${isDeleted ? ', deleted' : ''}</${StateBadge}>`;
}

function VersionRow({ comparison }: { readonly comparison: UserComparison }) {
  const { kafka, cassandra, postgres, deleted } = comparison;
  const newest: Side<VersionView | null> = 'value' in kafka ? { value: kafka.value.newest?.version ?? null } : kafka;
  const versions = { kafka: newest, cassandra, postgres };
  const reference = [newest, postgres].map(versionIn).find((version) => version !== undefined);
  const isOther = (place: Place) => {
    const version = versionIn(versions[place]);
    return version !== undefined && version !== reference;
  };
  const kept = 'value' in deleted ? deleted.value : null;
  return html`<tr class=${places.some(([place]) => isOther(place)) ? 'differs' : undefined}>
    <th scope="row">Version</th>
    ${places.map(
      ([place, name]) => html`<${Cell} name=${name} isOther=${isOther(place)}>
        <${Version} side=${versions[place]} />
        ${place === 'postgres' && kept && html`<div class="faint">deleted with <code>${kept.version}</code></div>`}
      </${Cell}>`,
    )}
  </tr>`;
}

function versionIn(side: Side<VersionView | null>): string | undefined {
  return 'value' in side ? side.value?.version : undefined;
}

function Version({ side }: { readonly side: Side<VersionView | null> }) {
  if ('problem' in side) return html`<span class="faint">${side.problem}</span>`;
  if (!side.value) return html`<${Nothing} />`;
  return html`<code>${side.value.version}</code><div class="faint">${side.value.at ? html`<${Time} at=${side.value.at} />` : 'no time'}</div>`;
}

function FieldRow({ field: { name, values, differing } }: { readonly field: FieldView }) {
  const reference = values.kafka ?? values.postgres;
  return html`<tr class=${differing.length > 0 ? 'differs' : undefined}>
    <th scope="row">${fieldName(name)}</th>
    ${places.map(([place, title]) => {
      const isOther = differing.includes(place);
      // Where the two stores are all there is, each is compared with the other one.
      const other = values.kafka === null && place === 'postgres' ? values.cassandra : reference;
      return html`<${Cell} name=${title} isOther=${isOther}><${Value} value=${values[place]} other=${isOther ? other : null} /></${Cell}>`;
    })}
  </tr>`;
}

function Cell({
  name,
  isOther,
  children,
}: {
  readonly name: string;
  readonly isOther: boolean;
  readonly children?: unknown;
}) {
  return html`<td class=${isOther ? 'other-cell' : undefined} data-title=${name}>
    <div class="compared-cell">
      ${isOther && html`<span class="other-sign" aria-hidden="true">≠</span><span class="visually-hidden">Differs:</span>`}
      <div class="compared-value" tabindex="-1">${children}</div>
    </div>
  </td>`;
}

function Value({ value, other }: { readonly value: ValueView | null; readonly other: ValueView | null | undefined }) {
  if (value === null) return html`<${Nothing} />`;
  const { text, characters, written } = value;
  const isLong = text.length > longText;
  const shown = html`<bdi><${VisibleText} text=${text} other=${other?.text} /></bdi>`;
  return html`
    ${isLong ? html`<div class="long-value" tabindex="0" role="group" aria-label="Long value">${shown}</div>` : shown}
    ${characters !== undefined && html`<div class="faint">The first ${count(text.length)} of ${count(characters)} characters${other?.text === text && '; it differs behind them'}.</div>`}
    ${written && html`<div class="faint">written apart, ${written.at ? html`<${Time} at=${written.at} />` : `at ${written.version}`}</div>`}
  `;
}

const longText = 300;

function Nothing() {
  return html`<span class="faint" aria-hidden="true">–</span><span class="visually-hidden">nothing</span>`;
}
