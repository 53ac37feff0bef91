import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.ts';
import { change } from '../../server.ts';

/** Asks which alarm is to fire, unless there is no choice. @param names of alarms that are not in alarm */
export function TestDialog(props: {
  readonly names: readonly string[];
  readonly onSent: () => void;
  readonly onClose: () => void;
}) {
  const { names, onSent, onClose } = props;
  const [name = '', setName] = useState(names[0]);
  const send = () => change('POST', `/api/alarms/of/${encodeURIComponent(name)}/test`).then(onSent);
  return html`<${Dialog} title="Send a test?" action="Send" onConfirm=${send} onClose=${onClose}>
    <p>The alarm is set to ALARM, which everybody is told who is told of alarms. At its next evaluation, within a minute, it becomes what it was by itself, which is told too.</p>
    ${
      names.length > 1 &&
      html`<label class="field">Alarm
        <select value=${name} onChange=${(event: Event) => setName((event.target as HTMLSelectElement).value)}>
          ${names.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
        </select>
      </label>`
    }
  </${Dialog}>`;
}
