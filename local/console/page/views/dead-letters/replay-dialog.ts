import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import type { ReplayOutcome } from '../../../dead-letters/answers.ts';
import type { LetterChoice } from './letter-words.ts';
import { TriedDialog, useTrial } from './tried-dialog.ts';

/** Tries a replay, and another one when it is to be forced. */
export function ReplayDialog({ choice, onClose }: { readonly choice: LetterChoice; readonly onClose: () => void }) {
  const [force, setForce] = useState(false);
  const [canForce, setCanForce] = useState(false);
  const trial = useTrial<ReplayOutcome>('/api/dead-letters/replays', { ...choice, force });
  const { outcome } = trial;
  useEffect(() => {
    if (outcome && outcome.refused > 0) setCanForce(true);
  }, [outcome]);
  const note =
    'Each record is published again as it was, to its partition, and its letter is deleted. Whatever fails again becomes a letter again.';
  return html`<${TriedDialog} ...${{ trial, choice, note, onClose }} verb="Replay" danger=${force}>
    ${canForce && html`<${Force} isOn=${force} disabled=${!outcome} onChange=${setForce} />`}
  </${TriedDialog}>`;
}

function Force(props: {
  readonly isOn: boolean;
  /** While it is tried. */
  readonly disabled: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const { isOn, disabled, onChange } = props;
  return html`<div class="notice notice-warning">
    <label class="check"><input type="checkbox" checked=${isOn} disabled=${disabled} onChange=${(event: Event) => onChange((event.target as HTMLInputElement).checked)} />Force: replay what was refused, too</label>
    <p>What came back three times comes back once more unless its cause was mended; of a batch that the topic holds in part, the rest is lost.</p>
  </div>`;
}
