/** A part of the poller to mutate, by its folder, with that part's own tests: MUTATE=sender npm run mutation. */
const part = process.env.MUTATE ? `${process.env.MUTATE}/**` : '**';

/**
 * Mutation testing of the poller by its unit tests: npm run mutation. What only a real Kafka or a real endpoint can
 * exercise is left to the suites that run on them.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: [
    `local/event-source-mapping/${part}/*.ts`,
    '!local/event-source-mapping/{cli,clients,event-source-mappings,version}.ts',
    '!local/event-source-mapping/poller/kafkajs-source.ts',
    '!local/event-source-mapping/worker/open-poller.ts',
    // Makes kafkajs's producer and hands it messages: only a broker tells whether it is made right.
    '!local/event-source-mapping/sender/destinations/kafka-topic.ts',
  ],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'stryker.jest.config.ts' },
  // Node.js runs the sources as they are. Stryker would rewrite tsconfig.json with an API that TypeScript 7 lacks.
  tsconfigFile: 'none',
  coverageAnalysis: 'perTest',
  // Constants of modules: one mutant in nine, but each would need all tests, four fifths of the time.
  ignoreStatic: true,
  ignorePatterns: ['.local', 'cdk.out', 'bench/results'],
  tempDirName: '.local/stryker',
  reporters: ['clear-text', 'progress', 'json', 'html'],
  jsonReporter: { fileName: '.local/mutation/mutation.json' },
  htmlReporter: { fileName: '.local/mutation/index.html' },
  clearTextReporter: { allowColor: false, reportTests: false },
  thresholds: { high: 90, low: 85, break: 85 },
  concurrency: 2,
  timeoutMS: 3000,
};
