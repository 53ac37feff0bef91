import { setImmediate as turn } from 'node:timers/promises';

const enoughTurns = 20_000;

/** Lets the event loop turn until the condition holds. @throws when it does not within many turns. */
export async function turnUntil(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < enoughTurns; turns += 1) {
    if (holds()) return;
    await turn();
  }
  throw new Error(`After ${enoughTurns} turns of the event loop this does not hold: ${holds}`);
}
