import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from './notices.ts';

export interface DialogProps {
  readonly title: string;
  /** What the button that does it says; left out, there is none. */
  readonly action?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Resolves when it is done, which closes the dialog; what it rejects with is shown. */
  readonly onConfirm?: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children?: unknown;
}

/** Asks before something is changed. Escape closes it, and the keyboard stays inside. */
export function Dialog({ title, action, danger, disabled, onConfirm, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    dialog.current?.showModal();
    return () => dialog.current?.close();
  }, []);
  const confirm = async (event: Event) => {
    event.preventDefault();
    if (isBusy || disabled || !onConfirm) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(error as Error);
      setBusy(false);
    }
  };
  return html`<dialog class="dialog" ref=${dialog} aria-label=${title} onClose=${onClose}>
    <form onSubmit=${confirm}>
      <h2>${title}</h2>
      <div class="dialog-body">${children}</div>
      ${problem && html`<${Problem} problem=${problem} />`}
      <div class="dialog-actions">
        <button type="button" class="button" onClick=${onClose}>${action ? 'Cancel' : 'Close'}</button>
        ${action && html`<button class="button ${danger ? 'button-danger' : 'button-primary'}" disabled=${isBusy || disabled}>${isBusy ? 'Working …' : action}</button>`}
      </div>
    </form>
  </dialog>`;
}
