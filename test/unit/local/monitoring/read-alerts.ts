/** An alert rule by its name, with all of its text. */
export interface AlertRule {
  readonly name: string;
  readonly rule: string;
}

/** Of the file's own plain form. */
export function readAlerts(text: string): AlertRule[] {
  return text
    .split(/^ +- alert: /m)
    .slice(1)
    .map((rule) => ({ name: /^\w+/.exec(rule)?.[0] ?? '', rule }));
}
