import type { Config } from 'jest';

const common: Config = {
  // Copies of the sources, which mutation testing makes.
  modulePathIgnorePatterns: ['<rootDir>/.local/'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }],
  },
};

/** One jest project for each kind of test: `npm test -- --selectProjects unit`. */
function project(displayName: string, settings: Config = {}): Config {
  return { ...common, displayName, testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`], ...settings };
}

const onServices: Config = {
  runner: '<rootDir>/test/support/stack/stack-runner.mjs',
  setupFilesAfterEnv: ['<rootDir>/test/support/stack/stop-poller.ts'],
};

export default {
  // Each has a stack of its own for the suites that need the services.
  maxWorkers: 2,
  // Drivers whose server was killed go on looking for it after their client was closed.
  forceExit: true,
  // Tests on the real services wait for them longer than jest's five seconds.
  testTimeout: 120_000,
  projects: [
    project('unit'),
    project('synth'),
    project('integration', onServices),
    project('conformance', onServices),
    project('e2e', onServices),
    project('fault', onServices),
    project('browser', onServices),
    // On images that Docker has, not on the tests' stack.
    project('compose'),
  ],
} satisfies Config;
