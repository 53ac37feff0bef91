import { randomInt } from 'node:crypto';
import type { Place } from './resource.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const randomLength = 12;

/** The name that CloudFormation gives to a resource whose template has none: `<stack>-<logical id>-<random>`. */
export function generatedName(
  { stackName, logicalId }: Pick<Place, 'stackName' | 'logicalId'>,
  maxLength: number,
): string {
  const random = Array.from({ length: randomLength }, () => letters[randomInt(letters.length)]).join('');
  const room = maxLength - randomLength - 2;
  // The logical id tells more than the stack's name, which all of its resources share.
  const id = logicalId.slice(0, Math.max(Math.ceil(room / 2), room - stackName.length));
  return [stackName.slice(0, room - id.length), id, random].join('-');
}
