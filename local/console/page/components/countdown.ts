import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { duration } from '../words.ts';

/** How long it is until an instant, second by second: "11 h 22 min". */
export function Countdown({ to }: { readonly to: string }) {
  const [nowMs, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((Date.parse(to) - nowMs) / 1000);
  if (seconds <= 0) return html`now`;
  return html`${seconds < 60 ? `${seconds} s` : duration(seconds * 1000)}`;
}
