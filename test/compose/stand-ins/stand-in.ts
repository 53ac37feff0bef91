import type { Part } from '../../../local/install/part.ts';

/** An image that is built here under the name of one that cannot be pulled here. */
export interface StandIn {
  /** The real image's name and tag, or one of our own that others begin with. */
  readonly tag: string;
  /** The folder beside this file with its Dockerfile, which says what the stand-in lacks. */
  readonly folder: string;
  /** Tags of the stand-ins that its Dockerfile begins with. */
  readonly basedOn?: readonly string[];
  /** What the build needs beside the folder; `install` gives the directory of a part, installed. */
  prepare?(install: (part: Part) => Promise<string>): Promise<Prepared>;
}

export interface Prepared {
  /**
   * A name in the build's context -> the file or directory of this machine that is put there. A directory is a part's,
   * whose path tells one content from another.
   */
  readonly files: Readonly<Record<string, string>>;
  readonly buildArgs?: Readonly<Record<string, string>>;
}

/** What Docker has under a tag: nothing, a real image, or a stand-in made of these inputs. */
export type Present = 'nothing' | 'real' | { readonly inputs: string | undefined };

/** @param replace whether a real image may lose its name to the stand-in. */
export function nextStep(present: Present, inputs: string, replace: boolean): 'build' | 'keep' | 'refuse' {
  if (present === 'nothing') return 'build';
  if (present === 'real') return replace ? 'build' : 'refuse';
  return present.inputs === inputs ? 'keep' : 'build';
}
