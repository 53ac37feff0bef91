import { australia } from './australia.ts';
import { brazil } from './brazil.ts';
import { canada } from './canada.ts';
import { denmark } from './denmark.ts';
import { finland } from './finland.ts';
import { france } from './france.ts';
import { germany } from './germany.ts';
import { india } from './india.ts';
import { iran } from './iran.ts';
import { ireland } from './ireland.ts';
import { mexico } from './mexico.ts';
import type { Nation } from './nation.ts';
import { netherlands } from './netherlands.ts';
import { newZealand } from './new-zealand.ts';
import { norway } from './norway.ts';
import { serbia } from './serbia.ts';
import { spain } from './spain.ts';
import { switzerland } from './switzerland.ts';
import { turkey } from './turkey.ts';
import { ukraine } from './ukraine.ts';
import { unitedKingdom } from './united-kingdom.ts';
import { unitedStates } from './united-states.ts';

/** The nationalities of version 1.4 of the API, by their code. */
export const nations = {
  AU: australia,
  BR: brazil,
  CA: canada,
  CH: switzerland,
  DE: germany,
  DK: denmark,
  ES: spain,
  FI: finland,
  FR: france,
  GB: unitedKingdom,
  IE: ireland,
  IN: india,
  IR: iran,
  MX: mexico,
  NL: netherlands,
  NO: norway,
  NZ: newZealand,
  RS: serbia,
  TR: turkey,
  UA: ukraine,
  US: unitedStates,
} as const satisfies Record<string, Nation>;

export type Nat = keyof typeof nations;

export const nats = Object.keys(nations) as Nat[];

export function isNat(text: string): text is Nat {
  return Object.hasOwn(nations, text);
}
