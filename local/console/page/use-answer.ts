import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ask } from './server.ts';

/** What is known of a question to the server. */
export interface Asked<Answer> {
  /** The last answer, which may be older than the problem. */
  readonly answer?: Answer;
  readonly problem?: Error;
  /** Asks again at once. */
  readonly reload: () => void;
}

/**
 * Asks the server when the path changes, and every so often while the page is looked at.
 * @param path undefined: nothing is asked
 */
export function useAnswer<Answer>(path: string | undefined, everyMs?: number): Asked<Answer> {
  const [state, setState] = useState<{ path?: string; answer?: Answer; problem?: Error }>({});
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const latest = useRef(path);
  latest.current = path;
  useEffect(() => {
    if (path === undefined) return;
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const once = async () => {
      try {
        const answer = await ask<Answer>(path, ended.signal);
        if (latest.current === path) setState({ path, answer });
      } catch (problem) {
        if (ended.signal.aborted) return;
        setState((before) => ({ ...(before.path === path && before), path, problem: problem as Error }));
      }
      if (everyMs !== undefined && !ended.signal.aborted) timer = setTimeout(whenSeen, everyMs);
    };
    const whenSeen = () => {
      if (!document.hidden) void once();
      else document.addEventListener('visibilitychange', whenSeen, { once: true, signal: ended.signal });
    };
    void once();
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [path, everyMs, round]);
  // What belongs to another path is not shown under this one.
  return state.path === path ? { answer: state.answer, problem: state.problem, reload } : { reload };
}
