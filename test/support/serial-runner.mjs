import TestRunner from 'jest-runner';

/** One file after the other, however many workers there are: the suites on services share one stack, and some break it. */
export default class SerialRunner extends TestRunner {
  isSerial = true;
}
