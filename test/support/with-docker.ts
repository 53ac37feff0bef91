import { requireDocker } from '../../local/compose/docker.ts';

/** Why tests that need Docker cannot run here. */
const problem = await requireDocker().then(
  () => undefined,
  (error: Error) => error.message,
);

/** Defines tests that need Docker; where there is none they are told as skipped, with the reason. */
export function withDocker(define: () => void): void {
  if (problem === undefined) describe('in Docker', define);
  else describe.skip(`skipped, because: ${problem}`, define);
}
