import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { functionBundling } from '../../../cdk/constructs/function-bundling.ts';

/** What esbuild tells of a function's bundle, made as its deployment makes it. @param folder relative to the project */
export async function bundleMetafile(folder: string): Promise<Metafile> {
  const entryPoints = [join(folder, 'handler.ts')];
  const { metafile } = await build({ ...functionBundling, entryPoints, write: false, metafile: true });
  return metafile;
}

/** The files that a function's bundle is made of, relative to the project. */
export async function bundleInputs(folder: string): Promise<string[]> {
  return Object.keys((await bundleMetafile(folder)).inputs);
}
