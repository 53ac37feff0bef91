import { shortFaults } from './faults/catalog.ts';
import { usePipeline } from './use-pipeline.ts';
import { runWorkload } from './workload/run-workload.ts';

const { settings, seed, network } = usePipeline();
const seconds = Number(process.env.FAULT_SECONDS ?? 75);

test(
  'whatever breaks, both stores come to what the topic says, go through nothing else, and all poison has its letter',
  async () => {
    const again = `FAULT_SEED=${seed} npm test -- test/fault/workload --selectProjects fault`;

    const outcome = await runWorkload({
      ...{ settings, seed, users: 150, everyMs: 4000 },
      signal: AbortSignal.timeout(seconds * 1000),
      faults: shortFaults(settings, network()),
      report: (line) => process.stderr.write(`seed ${seed}: ${line}\n`),
    });

    expect({ again, violations: outcome.violations, outages: outcome.outages }).toMatchObject({
      again,
      violations: [],
    });
    expect(outcome.records).toBeGreaterThan(100);
    expect(outcome.looks).toBeGreaterThan(5);
    expect(outcome.outages).not.toHaveLength(0);
  },
  (seconds + 420) * 1000,
);
