import { html } from 'htm/preact';

/** Lines of a square of 20. */
const paths = {
  clock: 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M10 5.8V10l2.8 1.8',
  lambda: 'M6.2 3.5h2L14 16.5h1.5M9.9 8.3L5 16.5',
  topic: 'M3 4.5h14v3H3zM3 8.5h14v3H3zM3 12.5h14v3H3zM7 4.5v3M11.5 8.5v3M8.5 12.5v3',
  mapping: 'M2.5 5h6M2.5 10h4M2.5 15h6M8.5 5l4 5-4 5M12.5 10H17.5M15 7.5L17.5 10 15 12.5',
  rows: 'M10 2.8c3.6 0 6.2 1 6.2 2.4S13.6 7.6 10 7.6 3.8 6.6 3.8 5.2 6.4 2.8 10 2.8M3.8 5.2v9.6c0 1.4 2.6 2.4 6.2 2.4s6.2-1 6.2-2.4V5.2M3.8 10c0 1.4 2.6 2.4 6.2 2.4s6.2-1 6.2-2.4',
  tray: 'M3 11.5l2.2-7h9.6l2.2 7v4H3zM3 11.5h4l1 2h4l1-2h4',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return html`<svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d=${paths[name]} /></svg>`;
}
