export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm as the page shows it. */
export interface AlarmView {
  readonly name: string;
  readonly state: AlarmState;
  /** Since when it has its state; ISO 8601. */
  readonly since: string | null;
  readonly reason: string;
  /** What it tells, and what to do. */
  readonly description: string;
  /** What it watches, in a sentence. */
  readonly watches: string;
  /** Topics and functions that are told. */
  readonly tells: readonly string[];
  /** Whether it tells them. */
  readonly actionsEnabled: boolean;
}

export interface AlarmsAnswer {
  /** Those in alarm first, then by name. */
  readonly alarms: readonly AlarmView[];
}

/** A change of an alarm's state. */
export interface AlarmChange {
  /** ISO 8601 */
  readonly at: string | null;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface AlarmAnswer {
  readonly alarm: AlarmView;
  /** The newest first. */
  readonly changes: readonly AlarmChange[];
}

/** An e-mail that SNS has sent here. */
export interface Mail {
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** What a webhook of Slack's shape has got here. */
export interface WebhookPost {
  readonly id: number;
  /** ISO 8601 */
  readonly at: string;
  readonly text: string;
}

/** Both the newest first. */
export interface InboxAnswer {
  readonly mails: readonly Mail[];
  readonly posts: readonly WebhookPost[];
  /** Whether alarms are posted to the console now, to somebody else's webhook, or nowhere. */
  readonly webhook: 'console' | 'elsewhere' | 'none';
}
