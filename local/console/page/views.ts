import type { ComponentChild } from 'preact';
import { Mappings } from './views/mappings.ts';

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
export const views: readonly View[] = [{ name: 'mappings', title: 'Mappings', key: 'm', View: Mappings }];
