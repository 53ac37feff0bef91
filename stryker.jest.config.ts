import type { Config } from 'jest';
import config from './jest.config.ts';

const unit = (config.projects as Config[]).find(({ displayName }) => displayName === 'unit');

/** The unit tests of the poller alone: Stryker runs them for each mutant. */
export default {
  ...unit,
  testMatch: ['<rootDir>/test/unit/local/event-source-mapping/**/*.test.ts'],
  testTimeout: 20_000,
} as Config;
