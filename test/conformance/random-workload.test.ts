import { cleanUp } from '../support/event-source-mapping/clean-up.ts';
import { checkHistory } from './workload/check-history.ts';
import { runScenario } from './workload/run-scenario.ts';
import { scenarioOf } from './workload/scenario.ts';

const firstSeed = Number(process.env.WORKLOAD_SEED ?? Math.floor(Math.random() * 1_000_000));
const rounds = Number(process.env.WORKLOAD_ROUNDS ?? 4);
const seeds = Array.from({ length: rounds }, (_, round) => firstSeed + round);

afterEach(cleanUp);

test.each(seeds)(
  'whatever happens, nothing is lost, repeated or reordered beyond the rules (seed %i)',
  async (seed) => {
    const scenario = scenarioOf(seed);

    const history = await runScenario(scenario);

    const again = `WORKLOAD_SEED=${seed} WORKLOAD_ROUNDS=1 npm test -- random-workload --selectProjects conformance`;
    const { waves, ...settings } = scenario;
    expect({ again, settings, violations: checkHistory(history).slice(0, 20) }).toEqual({
      again,
      settings,
      violations: [],
    });
    expect(history.invocations.length).toBeGreaterThan(0);
  },
  240_000,
);
