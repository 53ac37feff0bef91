import { runStages } from '../progress.ts';
import { sourceChanges } from '../source-changes.ts';
import { StartError } from '../start-error.ts';
import { deployStage } from './deploy-stage.ts';
import { onInterruption } from './interruption.ts';
import type { Platform } from './platform.ts';

/** What is deployed, and what the services of this repository run; the rest a running one has read already. */
const watched = ['cdk', 'cdk.json', 'lambdas', 'local'];
const namedFiles = 3;

/** Has the pipeline as the sources say, after each change of them, until it is interrupted; what runs then goes on. */
export async function dev(platform: Platform): Promise<void> {
  const { projectDir } = platform.settings;
  const stopped = new AbortController();
  // From now on, so that what is edited while the pipeline starts is done after that.
  const changes = sourceChanges(projectDir, watched, stopped.signal);
  try {
    await bringUpToDate(platform, watched);
    platform.linkAwslocal();
    const off = onInterruption(() => stopped.abort());
    try {
      await redoEach(platform, changes);
    } finally {
      off();
    }
  } finally {
    stopped.abort();
  }
}

async function redoEach(platform: Platform, changes: AsyncIterable<string[]>): Promise<void> {
  say(`Watching ${watched.join(', ')}. Ctrl-C ends that; the pipeline goes on until npm stop.`);
  for await (const files of changes) {
    say(`\n${describe(files)} changed.`);
    await redo(platform, files);
    say('Watching for the next change.');
  }
  say('\nNo longer watching. The pipeline goes on: npm stop ends it.');
}

/** A change that is wrong is told of, and mended by the next one. */
async function redo(platform: Platform, files: readonly string[]): Promise<void> {
  try {
    const begun = performance.now();
    await bringUpToDate(platform, files);
    say(`Up to date after ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
}

/** Services are restarted where what they run has changed, and functions deployed where theirs has. */
async function bringUpToDate(platform: Platform, files: readonly string[]): Promise<void> {
  const ofServices = files.some((file) => /^local\b/.test(file));
  const ofFunctions = files.some((file) => !/^local\//.test(file));
  await platform.bringUp(async (signal) => {
    const services = ofServices ? [await platform.installStage(), platform.startStage(signal)] : [];
    await runStages([...services, ...(ofFunctions ? [deployStage(platform.settings)] : [])], process.stdout);
  });
}

function describe(files: readonly string[]): string {
  const others = files.length - namedFiles;
  const named = files.slice(0, namedFiles).join(', ');
  return others > 0 ? `${named} and ${others} more` : named;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
