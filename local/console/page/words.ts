/** How numbers, times and sizes are written on every view. */

export function count(value: number): string {
  return value.toLocaleString('en');
}

/** "1 record", "2 records" */
export function counted(value: number, what: string, many = `${what}s`): string {
  return `${count(value)} ${value === 1 ? what : many}`;
}

/** Of a number for each second. */
export function rate(value: number): string {
  if (value === 0) return '0/s';
  return `${value < 10 ? value.toFixed(1) : count(Math.round(value))}/s`;
}

export function bytes(value: number): string {
  if (value < 1024) return `${value} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  const step = Math.min(units.length, Math.floor(Math.log2(value) / 10));
  return `${(value / 1024 ** step).toFixed(1)} ${units[step - 1]}`;
}

/** "42 ms", "3.2 s", "4 min 10 s", "2 h 5 min" */
export function duration(ms: number): string {
  if (ms < 100) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const zoned = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** In the reader's zone. */
export function time(iso: string): string {
  return zoned.format(new Date(iso));
}

/** "just now", "5 minutes ago", "in 3 hours" */
export function relative(iso: string, nowMs = Date.now()): string {
  const seconds = (Date.parse(iso) - nowMs) / 1000;
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  if (step) return format.format(Math.round(seconds / step[1]), step[0]);
  return Math.abs(seconds) < 10 ? 'just now' : format.format(Math.round(seconds), 'second');
}
