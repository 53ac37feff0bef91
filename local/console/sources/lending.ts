import { away } from '../problem.ts';
import type { Lent } from './lent.ts';

const mostAttempts = 2;
/** What fails sooner was broken before it was asked; a part that stands still is not waited for twice. */
const soonMs = 1000;

/**
 * Asks a part over a connection that is lent. The part may have been made anew since it was connected, at another
 * address or with another login: then it is asked once more, over a new one.
 * @param name as readers know the part: "Kafka"
 * @param ask changes nothing, so that it may be asked twice
 * @param isAway whether an error says that this part does not answer: others may be asked meanwhile
 * @throws ConsoleProblem when the part does not answer
 */
export async function lending<Connection, Result>(
  name: string,
  lent: Lent<Connection>,
  ask: (connection: Connection) => Promise<Result>,
  isAway: (error: unknown) => boolean,
): Promise<Result> {
  const begunMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    const connection = await lent.current().catch((error) => {
      throw away(name, error);
    });
    try {
      return await ask(connection);
    } catch (error) {
      if (!isAway(error)) throw error;
      await lent.replace(connection);
      if (attempt === mostAttempts || performance.now() - begunMs > soonMs) throw away(name, error);
    }
  }
}
