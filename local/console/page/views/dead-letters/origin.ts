import { html } from 'htm/preact';
import type { OffsetRange } from '../../../dead-letters/answers.ts';
import { counted } from '../../words.ts';
import { placeOf, recordAddress } from './addresses.ts';

/** Where the records stand, as links into their topic. @param most ranges are shown */
export function Origin({ ranges, most }: { readonly ranges: readonly OffsetRange[]; readonly most: number }) {
  if (ranges.length === 0) return html`<span class="faint">no record</span>`;
  const more = ranges.length - most;
  return html`<ul class="origins">
    ${ranges.slice(0, most).map((range) => html`<li><a href=${recordAddress(range.topic, range.partition, range.first)} title=${range.topic}>${placeOf(range)}</a></li>`)}
    ${more > 0 && html`<li class="faint">and ${counted(more, 'partition')} more</li>`}
  </ul>`;
}
