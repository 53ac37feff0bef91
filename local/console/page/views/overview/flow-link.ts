import { html } from 'htm/preact';

const shapes = {
  straight: { across: ['M0 50H100'], down: ['M50 0V100'] },
  // To two nodes that are above each other on wide screens, and beside each other on narrow ones.
  fork: {
    across: ['M0 23.3H100', 'M0 23.3C70 23.3 30 76.7 100 76.7'],
    down: ['M50 0C50 60 25 40 25 100', 'M50 0C50 60 75 40 75 100'],
  },
} as const;

export interface FlowLinkProps {
  /** Its place in the drawing. */
  readonly place: string;
  readonly shape?: keyof typeof shapes;
  /** It leads away from the flow: down on wide screens, across on narrow ones. */
  readonly isAside?: boolean;
  /** Records go along it now. */
  readonly isMoving?: boolean;
  /** Something lies at its end. */
  readonly isWarning?: boolean;
}

/** The way from one node to the next: across on wide screens, down on narrow ones. */
export function FlowLink({ place, shape = 'straight', isAside, isMoving, isWarning }: FlowLinkProps) {
  const states = [isAside && 'is-aside', isMoving && 'is-moving', isWarning && 'is-warning'].filter(Boolean);
  return html`<div class="flow-link flow-${place} flow-link-${shape} ${states.join(' ')}" aria-hidden="true">
    ${(['across', 'down'] as const).map(
      (way) => html`<svg class="flow-${way}" viewBox="0 0 100 100" preserveAspectRatio="none">
      ${shapes[shape][way].map((d) => html`<path class="flow-line" d=${d} /><path class="flow-dots" d=${d} />`)}
    </svg>`,
    )}
    ${shapes[shape].across.map((_, order) => html`<span class="flow-tip flow-tip-${shape}-${order}"></span>`)}
  </div>`;
}
