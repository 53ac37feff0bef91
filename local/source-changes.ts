import { EventEmitter, once } from 'node:events';
import { statSync, watch } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from './start-error.ts';

/** An editor writes a file in several steps, and a branch is changed file by file. */
const quietMs = 200;
/** Editors' own files, and what is written beside the sources and then renamed. */
const isNoSource = /(^|\/)(\.|#)|~$|\.(swp|tmp)$|__pycache__/;

/**
 * Watches files and folders with all that is below them, from the call on until the signal aborts.
 * @param paths relative to the directory.
 * @returns what changed, as sorted paths relative to it, each time that all is quiet again; what changes while nobody
 * asks is in the next answer.
 * @throws StartError when the system does not watch so many files.
 */
export function sourceChanges(
  directory: string,
  paths: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<string[]> {
  const noticed: Noticed = { changed: new Set(), events: new EventEmitter() };
  for (const path of paths) watchPath(directory, path, noticed, signal);
  return whenQuiet(noticed, signal);
}

interface Noticed {
  readonly changed: Set<string>;
  /** `change` after each change of the others. */
  readonly events: EventEmitter;
  failure?: Error;
}

function watchPath(directory: string, path: string, noticed: Noticed, signal: AbortSignal): void {
  const whole = join(directory, path);
  const isFolder = statSync(whole).isDirectory();
  const watcher = watch(whole, { recursive: isFolder, signal }, (_, name) => {
    const file = relative(directory, isFolder ? join(whole, name ?? '') : whole);
    if (isNoSource.test(file)) return;
    noticed.changed.add(file);
    noticed.events.emit('change');
  });
  watcher.on('error', (error) => {
    noticed.failure = error;
    noticed.events.emit('change');
  });
}

async function* whenQuiet(noticed: Noticed, signal: AbortSignal): AsyncGenerator<string[]> {
  const { changed, events } = noticed;
  try {
    while (!signal.aborted) {
      if (changed.size === 0 && noticed.failure === undefined) await once(events, 'change', { signal });
      if (noticed.failure) throw cannotWatch(noticed.failure);
      await untilQuiet(changed, signal);
      const files = [...changed].sort();
      changed.clear();
      yield files;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function cannotWatch(cause: Error): StartError {
  const remedy = 'Raise the limit: sysctl fs.inotify.max_user_watches=524288.';
  return new StartError(`The sources cannot be watched: ${cause.message}. ${remedy}`, { cause });
}

async function untilQuiet(changed: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
  for (let before = -1; before !== changed.size; ) {
    before = changed.size;
    await wait(quietMs, undefined, { signal });
  }
}
