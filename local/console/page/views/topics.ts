import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';
import { Schemas } from './topics/schemas.ts';
import { Subject } from './topics/subject.ts';
import { Topic } from './topics/topic.ts';
import { TopicList } from './topics/topic-list.ts';

export function Topics({ rest, query }: ViewProps) {
  const [name, subject] = rest;
  if (name === undefined) return html`<${TopicList} query=${query} />`;
  if (name !== 'schemas' || query.has('tab')) return html`<${Topic} key=${name} name=${name} query=${query} />`;
  if (subject === undefined) return html`<${Schemas} query=${query} />`;
  return html`<${Subject} subject=${subject} query=${query} />`;
}
