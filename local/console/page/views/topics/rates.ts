import { useRef } from 'preact/hooks';

/** The value before the current one. */
export function usePrevious<Value>(value: Value): Value | undefined {
  const known = useRef<{ current: Value; previous?: Value }>({ current: value });
  if (known.current.current !== value) known.current = { current: value, previous: known.current.current };
  return known.current.previous;
}

/** @param at when the numbers were read, in ISO 8601 */
export function ratePerSecond(beforeAt: string, before: number, at: string, now: number): number {
  const seconds = (Date.parse(at) - Date.parse(beforeAt)) / 1000;
  return seconds > 0 ? Math.max(0, now - before) / seconds : 0;
}
