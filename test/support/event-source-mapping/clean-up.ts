/** What undoes a test's doing, the latest last. */
let ofTest: (() => Promise<unknown>)[] = [];
let ofFile: (() => Promise<unknown>)[] = [];

/** Has something undone when the test is over. */
export function afterTest(step: () => Promise<unknown>): void {
  ofTest.push(step);
}

/** What was set up so far serves all tests of the file. */
export function keepForFile(): void {
  ofFile.push(...ofTest.splice(0));
}

/** Undoes the test's doing, the latest first. */
export async function cleanUp(): Promise<void> {
  for (const step of ofTest.splice(0).reverse()) await step();
}

/** Undoes what was kept for the file. */
export async function cleanUpFile(): Promise<void> {
  ofTest = [...ofFile, ...ofTest];
  ofFile = [];
  await cleanUp();
}
