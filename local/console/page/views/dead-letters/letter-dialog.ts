import { html } from 'htm/preact';
import type { DiscardOutcome } from '../../../dead-letters/answers.ts';
import type { LetterChoice, Wish } from './letter-words.ts';
import { ReplayDialog } from './replay-dialog.ts';
import { TriedDialog, useTrial } from './tried-dialog.ts';

interface Props {
  readonly choice: LetterChoice;
  readonly onClose: () => void;
}

/** Tries what somebody wants, and does it when that is confirmed. */
export function LetterDialog({ wish, onClose }: { readonly wish: Wish; readonly onClose: () => void }) {
  const dialog = wish.action === 'replay' ? ReplayDialog : DiscardDialog;
  return html`<${dialog} choice=${wish.choice} onClose=${onClose} />`;
}

function DiscardDialog({ choice, onClose }: Props) {
  const trial = useTrial<DiscardOutcome>('/api/dead-letters/discards', choice);
  const note =
    'Each is noted in the audit and deleted for good; its record stays in the topic for as long as that keeps it.';
  return html`<${TriedDialog} ...${{ trial, choice, note, onClose }} verb="Discard" danger=${true} />`;
}
