import { away, ConsoleProblem } from '../problem.ts';
import type { Lent } from './lent.ts';

/** What fails sooner was broken before it was asked; a part that stands still is not waited for twice. */
const soonMs = 1000;

/**
 * Asks a part over a connection that is lent. The part may have been made anew since it was connected, at another
 * address or with another login: then it is asked once more, over a new one.
 * @param name as readers know the part: "Kafka"
 * @param ask changes nothing, so that it may be asked twice
 * @throws ConsoleProblem when the part does not answer
 */
export async function lending<Connection, Result>(
  name: string,
  lent: Lent<Connection>,
  ask: (connection: Connection) => Promise<Result>,
  isAway: (error: unknown) => boolean,
): Promise<Result> {
  const begunMs = performance.now();
  try {
    return await lendingOnce(name, lent, ask, isAway);
  } catch (error) {
    if (!isProblemOfPart(error) || performance.now() - begunMs > soonMs) throw error;
    return await lendingOnce(name, lent, ask, isAway);
  }
}

async function lendingOnce<Connection, Result>(
  name: string,
  lent: Lent<Connection>,
  ask: (connection: Connection) => Promise<Result>,
  isAway: (error: unknown) => boolean,
): Promise<Result> {
  const connection = await lent.current().catch((error) => {
    throw away(name, error);
  });
  try {
    return await asked(name, ask(connection), isAway);
  } catch (error) {
    if (isProblemOfPart(error)) await lent.replace(connection);
    throw error;
  }
}

/** What a part answers. @throws ConsoleProblem when it does not */
export async function asked<Result>(
  name: string,
  answer: Promise<Result>,
  isAway: (error: unknown) => boolean,
): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ConsoleProblem) && isAway(error)) throw away(name, error);
    throw error;
  }
}

function isProblemOfPart(error: unknown): boolean {
  return error instanceof ConsoleProblem && error.status === 503;
}
