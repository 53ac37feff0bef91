/** How much sooner than the pipeline's own the tests' alerts fire. */
export const factor = 30;

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/**
 * The rules with each `for` and each time that is looked back at divided by the factor. What they compare with stays as it
 * is, such as the 26 hours since the last run.
 */
export function quickerRules(text: string): string {
  return text
    .replaceAll(/(\bfor: )(\d+)([smh])$/gm, (_, before, count, unit) => `${before}${quicker(count, unit)}`)
    .replaceAll(/\[(\d+)([smh])\]/g, (_, count, unit) => `[${quicker(count, unit)}]`);
}

/** Often enough for the shortest of these times. */
export function quickerConfiguration(text: string): string {
  return text
    .replace('scrape_interval: 15s', 'scrape_interval: 2s')
    .replace('scrape_timeout: 5s', 'scrape_timeout: 2s')
    .replace('evaluation_interval: 15s', 'evaluation_interval: 1s');
}

function quicker(count: string, unit: string): string {
  return `${(Number(count) * (secondsOf[unit] ?? 0)) / factor}s`;
}
