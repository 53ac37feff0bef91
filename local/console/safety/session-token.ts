import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** In which a page sends the token back. */
export const tokenHeader = 'x-console-token';

/** A secret of one run of the console, which only its own page is told: whoever sends it has read the page. */
export class SessionToken {
  readonly value = randomBytes(24).toString('base64url');

  matches(given: string | undefined): boolean {
    return given !== undefined && timingSafeEqual(digest(given), digest(this.value));
  }
}

/** Of one length whatever is given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
