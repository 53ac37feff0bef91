// Not TypeScript, to which jest-runner's types say that it has no class.
import TestRunner from 'jest-runner';
import { startStack } from './start-stack.ts';

/**
 * Runs the suites that need the services: on as many stacks as jest has workers, since some suites break the one they
 * are on. Each worker knows its own stack by its number.
 */
export default class StackRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    const stacks = options.serial ? 1 : Math.min(this._globalConfig.maxWorkers, tests.length);
    for (let number = 1; number <= stacks; number++) await startStack(number);
    return super.runTests(tests, watcher, options);
  }
}
