import fc from 'fast-check';

/** What the function makes of a record; a batch fails as a whole when any of its records makes it. */
export type Behaviour =
  | { readonly kind: 'succeeds' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Fails the batch so often. */
  | { readonly kind: 'throws'; readonly times: number }
  /** Is named as the only one that failed so often. */
  | { readonly kind: 'named'; readonly times: number }
  /** Another record is named, one that the batch does not hold. */
  | { readonly kind: 'misnamed' }
  /** Lets the function run into its timeout. */
  | { readonly kind: 'hangs' };

export interface PlannedRecord {
  readonly partition: number;
  readonly matches: boolean;
  readonly tombstone: boolean;
  readonly keyed: boolean;
  readonly padding: number;
  readonly behaviour: Behaviour;
}

const disturbanceKinds = [
  'kill the poller',
  'restart the poller',
  'a second poller',
  'disable and enable',
  'update the mapping',
  'deploy the code',
  'throttle the function',
] as const;

export interface PlannedDisturbance {
  readonly kind: (typeof disturbanceKinds)[number];
  readonly afterMs: number;
}

export interface Scenario {
  readonly partitions: number;
  readonly batchSize: number;
  readonly windowSeconds: number | undefined;
  /** -1 for no limit, which a queue makes 10. */
  readonly retries: number;
  readonly bisects: boolean;
  readonly readsFailures: boolean;
  readonly hasQueue: boolean;
  readonly filters: boolean;
  readonly provisioned: boolean;
  readonly waves: readonly { readonly pauseMs: number; readonly records: readonly PlannedRecord[] }[];
  readonly disturbances: readonly PlannedDisturbance[];
}

const forEver = 1000;

/** The same scenario for the same seed. */
export function scenarioOf(seed: number): Scenario {
  const [scenario] = fc.sample(scenarios, { seed, numRuns: 1 });
  return scenario as Scenario;
}

const settings = fc.record({
  partitions: fc.integer({ min: 1, max: 4 }),
  batchSize: fc.integer({ min: 1, max: 20 }),
  windowSeconds: fc.constantFrom(0, 1, undefined),
  retries: fc.constantFrom(-1, 0, 1, 2, 3),
  bisects: fc.boolean(),
  readsFailures: fc.boolean(),
  hasQueue: fc.boolean(),
  filters: fc.boolean(),
  provisioned: fc.boolean(),
});

const disturbances = fc.uniqueArray(
  fc.record({ kind: fc.constantFrom(...disturbanceKinds), afterMs: fc.integer({ min: 0, max: 2000 }) }),
  { minLength: 1, maxLength: 3, size: 'max', selector: ({ kind }) => kind },
);

const scenarios: fc.Arbitrary<Scenario> = settings.chain(({ partitions, retries, filters, ...others }) => {
  // What fails for ever would never be done with when nothing limits the retries, and takes long with ten.
  const times = retries < 0 ? fc.integer({ min: 1, max: 2 }) : fc.constantFrom(1, 2, forEver);
  const record = fc.record({
    partition: fc.integer({ min: 0, max: partitions - 1 }),
    matches: filters ? fc.boolean() : fc.constant(true),
    tombstone: filters ? fc.constant(false) : chance(10),
    keyed: fc.boolean(),
    padding: fc.oneof({ weight: 9, arbitrary: fc.nat(200) }, { weight: 1, arbitrary: fc.nat(100_000) }),
    behaviour: fc.oneof<fc.WeightedArbitrary<Behaviour>[]>(
      { weight: 60, arbitrary: fc.constant({ kind: 'succeeds' }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('slow'), ms: fc.integer({ min: 50, max: 500 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('throws'), times }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('named'), times }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'misnamed' }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'hangs' }) },
    ),
  });
  const wave = fc.record({
    pauseMs: fc.nat(800),
    records: fc.array(record, { minLength: 5, maxLength: 30, size: 'max' }),
  });
  const waves = fc.array(wave, { minLength: 3, maxLength: 6, size: 'max' });
  return fc.record({ waves, disturbances }).map((more) => ({ partitions, retries, filters, ...others, ...more }));
});

function chance(percent: number): fc.Arbitrary<boolean> {
  return fc.nat(99).map((drawn) => drawn < percent);
}
