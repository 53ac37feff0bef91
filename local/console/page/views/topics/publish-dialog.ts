import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { MappingsAnswer } from '../../../mappings/answers.ts';
import type { SubjectsAnswer } from '../../../schemas/answers.ts';
import type { PublishAnswer, TopicAnswer } from '../../../topics/answers.ts';
import { Dialog } from '../../components/dialog.ts';
import { Answered } from '../../components/notices.ts';
import { change } from '../../server.ts';
import { useAnswer } from '../../use-answer.ts';
import { bytes } from '../../words.ts';
import { topicApi } from './addresses.ts';
import { HeaderRows } from './header-rows.ts';
import { type Draft, type DraftOfMessage, orderOf } from './publish-draft.ts';
import { type Fate, fatesOf } from './publish-fate.ts';

/** What was published, and what becomes of it. */
export interface Published extends PublishAnswer {
  readonly fates: readonly Fate[];
}

const utf8 = new TextEncoder();

/** Lets somebody write a message, and says what will become of it before it is published. */
export function PublishDialog(props: {
  readonly topic: TopicAnswer;
  readonly first: DraftOfMessage;
  readonly onPublished: (published: Published) => void;
  readonly onClose: () => void;
}) {
  const { topic, first, onPublished, onClose } = props;
  const [written, setDraft] = useState(first.draft);
  const mappings = useAnswer<MappingsAnswer>('/api/mappings');
  const subject = `${topic.name}-value`;
  const schemas = useAnswer<SubjectsAnswer>(`/api/schemas?${new URLSearchParams({ search: subject })}`);
  const schema = schemas.answer?.subjects.find((one) => one.subject === subject && one.format === 'JSON');
  // The schema is one of another subject, or the registry is away.
  const draft: Draft = written.kind === 'framed' && !schema ? { ...written, kind: 'text' } : written;
  const set = (part: Partial<Draft>) => setDraft({ ...written, ...part });
  const fates = fatesOf(draft, topic.name, mappings.answer?.mappings ?? []);
  const publish = () =>
    change<PublishAnswer>('POST', topicApi(topic.name, '/messages'), orderOf(draft)).then((answer) =>
      onPublished({ ...answer, fates }),
    );
  const text = (event: Event) => (event.target as HTMLInputElement).value;
  const isReady = mappings.answer !== undefined && (schemas.answer ?? schemas.problem) !== undefined;
  return html`<${Dialog} title="Publish a message to ${topic.name}" action="Publish" disabled=${!isReady} onConfirm=${publish} onClose=${onClose}>
    <p>It is added to the topic at once, and cannot be taken back.</p>
    ${first.notes.map((note) => html`<p class="notice notice-warning">${note}</p>`)}
    ${isReady && draft !== written && html`<p class="notice notice-warning">Its value was written with a schema, which the registry does not have as ${subject}. This is what it says, as a text without a schema.</p>`}
    <div class="publish-key">
      <label class="field">Key<input placeholder="none" value=${draft.key} onInput=${(event: Event) => set({ key: text(event) })} /></label>
      <label class="field">Partition
        <select value=${draft.partition} onChange=${(event: Event) => set({ partition: text(event) })}>
          <option value="">By its key</option>
          ${topic.partitions.map(({ partition }) => html`<option value=${partition}>${partition}</option>`)}
        </select>
      </label>
    </div>
    <label class="field">The value is
      <select value=${draft.kind} onChange=${(event: Event) => set({ kind: text(event) as Draft['kind'] })}>
        <option value="text">this text, as it is written</option>
        ${schema && html`<option value="framed">this JSON, with the schema ${subject} (version ${schema.latest})</option>`}
        <option value="tombstone">none: a tombstone</option>
      </select>
    </label>
    ${
      draft.kind !== 'tombstone' &&
      html`<div class="field">
        <label for="publish-value">Value</label>
        <textarea id="publish-value" rows="8" spellcheck=${false} value=${draft.value} onInput=${(event: Event) => set({ value: text(event) })}></textarea>
        <${Size} value=${draft.value} settings=${topic.settings} />
      </div>`
    }
    <${HeaderRows} headers=${draft.headers} onChange=${(headers: Draft['headers']) => set({ headers })} />
    <${Answered} asked=${mappings} show=${() => html`<${Fates} fates=${fates} />`} />
  </${Dialog}>`;
}

function Size({ value, settings }: { readonly value: string } & Pick<TopicAnswer, 'settings'>) {
  const most = Number(settings.find(({ name }) => name === 'max.message.bytes')?.value);
  return html`<span>${bytes(utf8.encode(value).length)}${most > 0 && ` of ${bytes(most)}, the most that the topic takes`}</span>`;
}

function Fates({ fates }: { readonly fates: readonly Fate[] }) {
  return html`<div role="status" class="fates">
    <h3>What becomes of it</h3>
    ${fates.map(({ text, isBad }) => html`<p class="notice ${isBad ? 'notice-warning' : 'notice-good'}">${text}</p>`)}
  </div>`;
}
