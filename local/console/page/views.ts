import type { ComponentChild } from 'preact';
import { Alarms } from './views/alarms.ts';
import { Audit } from './views/audit.ts';
import { DeadLetters } from './views/dead-letters.ts';
import { Mappings } from './views/mappings.ts';
import { Overview } from './views/overview.ts';
import { Runs } from './views/runs.ts';
import { Topics } from './views/topics.ts';
import { Users } from './views/users.ts';

/** What a view is given: the parts of the address behind its own. */
export interface ViewProps {
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
}

export interface View {
  /** The first part of its address; empty for the view that the page begins with. */
  readonly name: string;
  readonly title: string;
  /** Pressed after g. */
  readonly key: string;
  readonly View: (props: ViewProps) => ComponentChild;
}

/** In the order of the navigation. */
export const views: readonly View[] = [
  { name: '', title: 'Overview', key: 'o', View: Overview },
  { name: 'runs', title: 'Runs', key: 'r', View: Runs },
  { name: 'topics', title: 'Topics', key: 't', View: Topics },
  { name: 'mappings', title: 'Mappings', key: 'm', View: Mappings },
  { name: 'dead-letters', title: 'Dead letters', key: 'd', View: DeadLetters },
  { name: 'users', title: 'Users', key: 'u', View: Users },
  { name: 'alarms', title: 'Alarms', key: 'a', View: Alarms },
  { name: 'audit', title: 'Audit', key: 'l', View: Audit },
];
