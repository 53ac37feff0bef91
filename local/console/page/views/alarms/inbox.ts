import { html } from 'htm/preact';
import type { InboxAnswer, Mail, WebhookPost } from '../../../alarms/answers.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Panel } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { useAnswer } from '../../use-answer.ts';
import { count } from '../../words.ts';

export type Tab = 'mails' | 'webhook';

const everyMs = 3000;
const tabs: readonly (readonly [tab: Tab, title: string, address: string])[] = [
  ['mails', 'E-mails', '/alarms'],
  ['webhook', 'Webhook', '/alarms?inbox=webhook'],
];

/** What alarms have told, as it arrived, the newest first. */
export function Inbox({ tab }: { readonly tab: Tab }) {
  const asked = useAnswer<InboxAnswer>('/api/alarms/inbox', everyMs);
  const { answer } = asked;
  const numbers = { mails: answer?.mails.length, webhook: answer?.posts.length };
  return html`<${Panel} title="Inbox">
    <nav class="tabs" aria-label="Inbox">
      ${tabs.map(([one, title, address]) => html`<a href=${address} aria-current=${one === tab ? 'true' : undefined}>${title}${numbers[one] !== undefined && html` <span class="faint">${count(numbers[one])}</span>`}</a>`)}
    </nav>
    <${Answered} asked=${asked} show=${(inbox: InboxAnswer) => (tab === 'mails' ? html`<${Mails} mails=${inbox.mails} />` : html`<${Posts} inbox=${inbox} />`)} />
  </${Panel}>`;
}

function Mails({ mails }: { readonly mails: readonly Mail[] }) {
  if (mails.length === 0) {
    return html`<${Empty} title="No e-mail has come.">What SNS mails to the address of the stage is kept here and sent to nobody.</${Empty}>`;
  }
  return html`<ol class="messages">${mails.map((mail) => html`<${Message} key=${mail.id} at=${mail.at} title=${mail.subject} note="to ${mail.to.join(', ')}" text=${mail.text} />`)}</ol>`;
}

function Posts({ inbox: { posts, webhook } }: { readonly inbox: InboxAnswer }) {
  return html`
    ${webhook !== 'console' && html`<div class="notice notice-warning">${elsewhere[webhook]}</div>`}
    ${
      posts.length === 0
        ? html`<${Empty} title="Nothing was posted to the webhook.">What Slack would get is kept here while the console runs.</${Empty}>`
        : html`<ol class="messages">${posts.map((post: WebhookPost) => html`<${Message} key=${post.id} at=${post.at} title=${firstLine(post.text)} text=${post.text} />`)}</ol>`
    }
  `;
}

const elsewhere = {
  elsewhere:
    'Alarms are posted to another webhook than this one now: the secret users-pipeline/alarm-webhook names it.',
  none: 'There is no secret users-pipeline/alarm-webhook, so alarms are posted nowhere: npm start makes it.',
};

function Message(props: {
  readonly at: string;
  readonly title: string;
  readonly note?: string;
  readonly text: string;
}) {
  return html`<li class="message">
    <details>
      <summary><strong class="message-title">${props.title}</strong> <span class="faint">${props.note} <${Time} at=${props.at} ago /></span></summary>
      <pre class="log">${props.text}</pre>
    </details>
  </li>`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
