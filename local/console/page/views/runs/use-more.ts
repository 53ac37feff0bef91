import { useState } from 'preact/hooks';
import { ask } from '../../server.ts';

/** Parts of something long, each asked for when the reader wants it. */
export interface More<Part> {
  readonly parts: readonly Part[];
  readonly isBusy: boolean;
  readonly problem?: Error;
  /** Asks for the part that begins behind the last one. */
  readonly load: (after: string) => void;
}

/** @param path without the part; parts that were loaded are dropped when it changes */
export function useMore<Part>(path: string): More<Part> {
  const [state, setState] = useState<{ path: string; parts: readonly Part[]; isBusy: boolean; problem?: Error }>();
  const own = state?.path === path ? state : { path, parts: [], isBusy: false };
  const load = async (after: string) => {
    setState({ ...own, isBusy: true, problem: undefined });
    try {
      const part = await ask<Part>(`${path}?after=${encodeURIComponent(after)}`);
      setState({ path, parts: [...own.parts, part], isBusy: false });
    } catch (problem) {
      setState({ ...own, isBusy: false, problem: problem as Error });
    }
  };
  return { parts: own.parts, isBusy: own.isBusy, problem: own.problem, load: (after) => void load(after) };
}
