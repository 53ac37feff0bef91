import { useEffect, useState } from 'preact/hooks';
import { lines } from '../../server.ts';

export interface Stream<State> {
  readonly state: State;
  readonly isRunning: boolean;
  readonly problem?: Error;
  readonly stop: () => void;
}

/** How often the page is drawn, at most: lines may come faster than anybody reads. */
const drawMs = 100;

/**
 * Follows lines of JSON from the server until they end, it is stopped, or the path or round changes; the state begins anew
 * with each.
 * @param path undefined: nothing is asked
 */
export function useStream<Line, State>(
  path: string | undefined,
  round: number,
  { begin, take }: { readonly begin: State; readonly take: (state: State, line: Line) => State },
): Stream<State> {
  const [shown, setShown] = useState<{ state: State; isRunning: boolean; problem?: Error }>({
    state: begin,
    isRunning: false,
  });
  const [abort, setAbort] = useState<AbortController>();
  useEffect(() => {
    if (path === undefined) return setShown({ state: begin, isRunning: false });
    const own = new AbortController();
    setAbort(own);
    let state = begin;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLeft = false;
    const draw = (isRunning: boolean, problem?: Error) => {
      clearTimeout(timer);
      timer = undefined;
      if (!isLeft) setShown({ state, isRunning, problem });
    };
    const follow = async () => {
      draw(true);
      try {
        for await (const line of lines<Line>(path, own.signal)) {
          state = take(state, line);
          timer ??= setTimeout(() => draw(true), drawMs);
        }
        draw(false);
      } catch (error) {
        draw(false, own.signal.aborted ? undefined : (error as Error));
      }
    };
    void follow();
    return () => {
      isLeft = true;
      own.abort();
    };
  }, [path, round]);
  return { ...shown, stop: () => abort?.abort() };
}
