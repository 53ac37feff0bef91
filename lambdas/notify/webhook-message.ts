import type { AlarmChange, Notification } from './read-event.ts';

/** What Slack's incoming webhooks take, and those of others that do as Slack does. */
export interface WebhookMessage {
  readonly text: string;
}

/** Slack cuts what is longer than 40,000; nobody reads as much. */
const maximumPart = 1000;

const signs: Readonly<Record<string, string>> = { ALARM: '🔴', OK: '🟢' };

/** @param pages what an alarm's name is added to for its link; empty for CloudWatch's console */
export function webhookMessage(notification: Notification, pages: string): WebhookMessage {
  if ('alarm' in notification) return { text: alarmText(notification.alarm, pages) };
  const { subject, text, at } = notification;
  return { text: [subject && `*${plain(subject)}*`, plain(text), plain(at)].filter(Boolean).join('\n') };
}

function alarmText(alarm: AlarmChange, pages: string): string {
  const { name, description, oldState, newState, reason, at } = alarm;
  const lines = [
    `${signs[newState] ?? '⚪'} *${plain(newState)}: ${plain(name)}*`,
    plain(description),
    `Reason: ${plain(reason)}`,
    `${plain(at)}, was ${plain(oldState)}`,
    linkTo(alarm, pages),
  ];
  return lines.filter(Boolean).join('\n');
}

function linkTo({ name, arn }: AlarmChange, pages: string): string {
  if (pages !== '') return `<${pages}${encodeURIComponent(name)}>`;
  const region = encodeURIComponent(arn.split(':')[3] ?? '');
  const home = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
  return `<${home}#alarmsV2:alarm/${encodeURIComponent(name)}>`;
}

/** Slack reads these three as its own: <!channel> would call everybody. */
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function plain(text: string): string {
  const cut = text.length > maximumPart ? `${text.slice(0, maximumPart).toWellFormed()} …` : text;
  return cut.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign);
}
