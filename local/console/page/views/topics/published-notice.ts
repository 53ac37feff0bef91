import { html } from 'htm/preact';
import { messageAddress } from './addresses.ts';
import type { Published } from './publish-dialog.ts';

/** Where the message is that was published just now, and what becomes of it. */
export function PublishedNotice(props: {
  readonly published: Published;
  readonly query: URLSearchParams;
  readonly onClose: () => void;
}) {
  const { published, query, onClose } = props;
  const { topic, partition, offset, fates } = published;
  const mayWait = fates.some(({ isLetter }) => isLetter);
  return html`<div class="notice notice-good" role="status">
    <div>
      <strong>Published: partition ${partition}, offset ${offset}.</strong>
      ${fates.map(({ text }) => html`<p>${text}</p>`)}
    </div>
    <div class="panel-actions">
      <a class="button" href=${messageAddress(topic, query, partition, offset)}>Open the message</a>
      ${mayWait && html`<a class="button" href="/dead-letters">Dead letters</a>`}
      <button type="button" class="button" onClick=${onClose}>Close</button>
    </div>
  </div>`;
}
