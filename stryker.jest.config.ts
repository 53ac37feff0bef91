import type { Config } from 'jest';
import config from './jest.config.ts';

const unit = (config.projects as Config[]).find(({ displayName }) => displayName === 'unit');
const part = process.env.MUTATE ? `${process.env.MUTATE}/**` : '**';

/** The unit tests of the poller alone, or of the part that is mutated: Stryker runs them for each mutant. */
export default {
  ...unit,
  testMatch: [`<rootDir>/test/unit/local/event-source-mapping/${part}/*.test.ts`],
  testTimeout: 20_000,
} as Config;
