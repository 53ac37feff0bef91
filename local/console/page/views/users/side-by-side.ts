import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { UserComparison } from '../../../users/answers.ts';
import { Answered } from '../../components/notices.ts';
import { Panel, ViewHead } from '../../components/panel.ts';
import { StateBadge } from '../../components/state-badge.ts';
import { useAnswer } from '../../use-answer.ts';
import { Avatar } from './avatar.ts';
import { ComparedFields } from './compared-fields.ts';
import { Look } from './look.ts';
import { RecordList } from './record-list.ts';
import { VisibleText } from './visible-text.ts';

const underWayMs = 2000;

/** A user as Kafka and both stores have it, with what differs. */
export function SideBySide({ id }: { readonly id: string }) {
  const path = `/api/users/${encodeURIComponent(id)}`;
  const [isUnderWay, setUnderWay] = useState(false);
  // What came of a look through the whole partition, until the user is read anew.
  const [whole, setWhole] = useState<UserComparison>();
  const asked = useAnswer<UserComparison>(path, isUnderWay && !whole ? underWayMs : undefined);
  const shown = whole ?? asked.answer;
  if (shown && isUnderWay !== (shown.verdict.tone === 'busy')) setUnderWay(!isUnderWay);
  const reload = () => {
    setWhole(undefined);
    asked.reload();
  };
  return html`<${Answered} asked=${{ ...asked, answer: shown }} show=${(comparison: UserComparison) => html`
    <${Head} comparison=${comparison} onReload=${reload} />
    <${VerdictNotice} comparison=${comparison} />
    <section class="panel" aria-label="Side by side"><${ComparedFields} comparison=${comparison} /></section>
    <${Records} path=${path} comparison=${comparison} onWhole=${setWhole} />
  `} />`;
}

function Head({ comparison, onReload }: { readonly comparison: UserComparison; readonly onReload: () => void }) {
  const { id, name, picture } = comparison;
  const title = html`<span class="user-title">
    <${Avatar} key=${id} id=${id} first=${name?.first ?? ''} last=${name?.last ?? ''} picture=${picture} large />
    <span class="user-names">
      ${name ? html`<span class="cut"><bdi><${VisibleText} text=${name.first} /></bdi> <bdi><${VisibleText} text=${name.last} /></bdi></span>` : 'A user'}
      <code class="user-id">${id}</code>
    </span>
  </span>`;
  return html`<${ViewHead} title=${title} actions=${html`
    <a class="button" href="/users">All users</a>
    <button type="button" class="button" onClick=${onReload}>Read again</button>
  `} />`;
}

function VerdictNotice({ comparison: { verdict } }: { readonly comparison: UserComparison }) {
  const { tone, title, sentences } = verdict;
  return html`<div class="panel user-verdict user-verdict-${tone}" role="status">
    <${StateBadge} tone=${tone}>${title}</${StateBadge}>
    <ul class="user-verdict-sentences">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>
  </div>`;
}

function Records(props: {
  readonly path: string;
  readonly comparison: UserComparison;
  readonly onWhole: (comparison: UserComparison) => void;
}) {
  const { kafka } = props.comparison;
  if ('problem' in kafka)
    return html`<${Panel} title="Records"><div class="notice notice-bad">${kafka.problem}</div></${Panel}>`;
  const { value: topic } = kafka;
  return html`<${Panel} title="Records of this user">
    <${RecordList} topic=${topic} />
    <${Look} path="${props.path}/whole-partition" look=${topic.look} onEnd=${props.onWhole} />
  </${Panel}>`;
}
