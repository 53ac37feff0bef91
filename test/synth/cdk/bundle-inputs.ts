import { join } from 'node:path';
import { build } from 'esbuild';
import { functionBundling } from '../../../cdk/constructs/function-bundling.ts';
import { projectDir } from './synthesise.ts';

/** The files that a function's bundle is made of, as its folder relative to the project. */
export async function bundleInputs(folder: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: projectDir,
    entryPoints: [join(folder, 'handler.ts')],
    bundle: true,
    external: functionBundling.externalModules,
    mainFields: functionBundling.mainFields,
    platform: 'node',
    write: false,
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}
