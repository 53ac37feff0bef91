import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { ShownPart } from '../../../topics/answers.ts';
import { formatJson } from '../../json-text.ts';
import { visible } from '../../visible.ts';
import { bytes } from '../../words.ts';
import { parseExactly } from './json.ts';
import { JsonTree } from './json-tree.ts';

/** In a line of a list; what is longer than the line is cut by its style. */
export function PartPreview({ part, none }: { readonly part: ShownPart | null; readonly none: string }) {
  if (!part) return html`<span class="faint">${none}</span>`;
  if (part.bytes === 0) return html`<span class="faint">empty</span>`;
  return html`<code class="part-preview"><bdi>${visible(part.text)}${part.isCut && ' …'}</bdi></code>`;
}

/** A key or value by itself, as a tree where it is JSON, with what to do with it. */
export function Part(props: {
  readonly label: string;
  readonly part: ShownPart;
  /** Links to the whole as files. */
  readonly downloads: unknown;
}) {
  const { label, part, downloads } = props;
  const [isText, setText] = useState(false);
  const isTree = part.kind === 'json' && !part.isCut;
  const text = isTree ? (formatJson(part.text) ?? part.text) : part.text;
  return html`<section class="part">
    <header class="part-head">
      <h3>${label}</h3>
      <span class="faint">${partWords(part)}</span>
      <div class="part-actions">
        ${isTree && html`<button type="button" class="button" aria-pressed=${isText} onClick=${() => setText(!isText)}>As text</button>`}
        <${CopyButton} text=${text} />
        ${downloads}
      </div>
    </header>
    ${part.problem && html`<p class="notice notice-warning">${part.problem}</p>`}
    <div class="part-body" tabindex="0" role="group" aria-label=${label}>
      ${isTree && !isText ? html`<${JsonTree} value=${parseExactly(part.text)} />` : html`<pre><bdi>${visible(text)}</bdi></pre>`}
    </div>
    ${part.isCut && html`<p class="notice notice-warning">This is its beginning: it has ${bytes(part.bytes)}. Download it to see the whole.</p>`}
  </section>`;
}

function partWords({ kind, bytes: size, schema }: ShownPart): string {
  const format = schema?.format
    ? `${schema.format} of schema ${schema.id}`
    : schema && `schema ${schema.id}, not decoded`;
  const words = { json: 'JSON', text: 'text', hex: 'bytes in hex' };
  return `${format ?? words[kind]}, ${bytes(size)}`;
}

/** Only pages that came by HTTPS or from this computer may write to the clipboard. */
function CopyButton({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return html`<button type="button" class="button" onClick=${copy}>${isCopied ? 'Copied' : 'Copy'}</button>`;
}
