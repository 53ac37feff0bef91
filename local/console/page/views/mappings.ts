import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { MappingsAnswer, MappingView } from '../../mappings/answers.ts';
import { Dialog } from '../components/dialog.ts';
import { Answered, Empty } from '../components/notices.ts';
import { Facts, Panel, ViewHead } from '../components/panel.ts';
import { StateBadge, type Tone } from '../components/state-badge.ts';
import { Time } from '../components/time.ts';
import { change } from '../server.ts';
import { useAnswer } from '../use-answer.ts';
import { count, duration } from '../words.ts';

const everyMs = 2000;

const tones: Readonly<Record<string, Tone>> = { Enabled: 'good', Disabled: 'off' };

/** Every Kafka event source mapping of the endpoint. */
export function Mappings() {
  const asked = useAnswer<MappingsAnswer>('/api/mappings', everyMs);
  return html`
    <${ViewHead} title="Event source mappings">
      What hands records of Kafka to functions, each with its state, its settings and its numbers since the poller started.
    </${ViewHead}>
    <${Answered} asked=${asked} show=${({ mappings, pollerProblem }: MappingsAnswer) => html`
      ${pollerProblem && html`<div class="notice notice-warning">The poller does not answer (${pollerProblem}): no numbers. npm start starts it.</div>`}
      ${mappings.length === 0 && html`<${Empty} title="No mapping reads from Kafka.">npm start deploys the pipeline with its own; awslocal lambda create-event-source-mapping makes others.</${Empty}>`}
      ${mappings.map((mapping) => html`<${Mapping} key=${mapping.uuid} mapping=${mapping} onChange=${asked.reload} />`)}
    `} />
  `;
}

function Mapping({ mapping, onChange }: { readonly mapping: MappingView; readonly onChange: () => void }) {
  const { functionName, topics, state, lastResult, numbers } = mapping;
  const hasProblem = lastResult?.startsWith('PROBLEM') ?? false;
  return html`<${Panel}
    title="${topics.join(', ')} → ${functionName}"
    note=${html`<${StateBadge} tone=${hasProblem ? 'bad' : (tones[state] ?? 'busy')}>${state}</${StateBadge}>`}
    actions=${html`<${Actions} mapping=${mapping} onChange=${onChange} />`}
  >
    ${lastResult && html`<p class=${hasProblem ? 'notice notice-bad' : 'faint'}>${lastResult}</p>`}
    ${numbers && html`<${Numbers} numbers=${numbers} />`}
    <${Facts} facts=${[
      ['Batch size', mapping.batchSize === null ? null : count(mapping.batchSize)],
      ['Batching window', `${mapping.batchingWindowSeconds} s`],
      ['Starting position', mapping.startingPosition],
      ['Consumer group', html`<code>${mapping.groupId}</code>`],
      ['Retries', retries(mapping.retryAttempts)],
      ['Splits failed batches', mapping.bisects ? 'yes' : 'no'],
      ['On failure', mapping.onFailure && html`<code>${mapping.onFailure}</code>`],
      ['Source', html`<code>${mapping.source}</code>`],
      ['Changed', html`<${Time} at=${mapping.lastModified} />`],
    ]} />
    <details><summary>Whole configuration</summary><pre class="log">${JSON.stringify(mapping.configuration, null, 2)}</pre></details>
  </${Panel}>`;
}

function Numbers({ numbers }: { readonly numbers: NonNullable<MappingView['numbers']> }) {
  const { counts } = numbers;
  const number = (name: string) => count(counts[name] ?? 0);
  const invocations = counts.invocations ?? 0;
  const mean = invocations > 0 ? duration(((counts.invocationSeconds ?? 0) / invocations) * 1000) : '–';
  const tiles: readonly (readonly [name: string, value: string])[] = [
    ['Lag', numbers.lag === null ? '–' : count(numbers.lag)],
    ['In flight', count(numbers.inFlight)],
    ['Polled', number('polled')],
    ['Delivered', number('delivered')],
    ['Invocations', number('invocations')],
    ['Failed', number('failedInvocations')],
    ['Mean time', mean],
    ['To destination', number('sentToDestination')],
  ];
  return html`<ul class="tiles">${tiles.map(([name, value]) => html`<li class="tile"><span class="tile-name">${name}</span><span class="tile-value">${value}</span></li>`)}</ul>`;
}

function Actions({ mapping, onChange }: { readonly mapping: MappingView; readonly onChange: () => void }) {
  const [open, setOpen] = useState<'state' | 'size'>();
  const [size, setSize] = useState('');
  const close = () => setOpen(undefined);
  const send = (body: object) => change('PATCH', `/api/mappings/${mapping.uuid}`, body).then(onChange);
  const isEnabled = mapping.state === 'Enabled';
  const openSize = () => {
    setSize(String(mapping.batchSize ?? ''));
    setOpen('size');
  };
  return html`
    <button type="button" class="button" onClick=${openSize}>Batch size …</button>
    <button type="button" class="button" onClick=${() => setOpen('state')}>${isEnabled ? 'Pause' : 'Resume'} …</button>
    ${
      open === 'state' &&
      html`<${Dialog} title="${isEnabled ? 'Pause' : 'Resume'} ${mapping.functionName}?" action=${isEnabled ? 'Pause' : 'Resume'} onConfirm=${() => send({ enabled: !isEnabled })} onClose=${close}>
      ${isEnabled ? 'Records wait in the topic until it is resumed; batches under way are finished.' : 'It goes on where it ended.'}
    </${Dialog}>`
    }
    ${
      open === 'size' &&
      html`<${Dialog} title="Batch size of ${mapping.functionName}" action="Change" onConfirm=${() => send({ batchSize: Number(size) })} onClose=${close}>
      <label class="field">Records in a batch, at most (1 to 10,000)
        <input type="number" min="1" max="10000" required value=${size} onInput=${(event: InputEvent) => setSize((event.target as HTMLInputElement).value)} />
      </label>
    </${Dialog}>`
    }
  `;
}

/** -1 and nothing: as often as it takes. */
function retries(attempts: number | null): string {
  return attempts === null || attempts < 0 ? 'until it succeeds' : count(attempts);
}
