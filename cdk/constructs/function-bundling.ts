import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';

const projectDir = join(import.meta.dirname, '..', '..');

export const functionRuntime = Runtime.NODEJS_22_X;

/** How esbuild makes a function of its handler. */
export const functionBundling = {
  absWorkingDir: projectDir,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  minify: true,
  // Errors are told apart by their class names, in the logs too.
  keepNames: true,
  mainFields: ['module', 'main'],
  // Not the SDK: its version is the one that was tested. These are optional parts of pg and cassandra-driver.
  external: ['pg-native', 'kerberos'],
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * A folder's handler.ts with all that it imports, in one file. Not by NodejsFunction, which starts npx for each
 * function: of five that takes two seconds more, at every deployment.
 * @param folder as the project calls it: lambdas/sink-users
 */
export function bundledCode(folder: string): Code {
  const handler = handlerFile(folder);
  const tryBundle = (outputDir: string) => {
    buildSync({ ...functionBundling, entryPoints: [handler], outfile: join(outputDir, 'index.js') });
    return true;
  };
  // Not the project: of one path the CDK bundles once, and all functions would be the first.
  return Code.fromAsset(join(projectDir, folder), {
    assetHashType: AssetHashType.OUTPUT,
    // The image is never asked for: esbuild is here, or throws.
    bundling: { image: functionRuntime.bundlingImage, local: { tryBundle } },
  });
}

function handlerFile(folder: string): string {
  const file = join(projectDir, folder, 'handler.ts');
  if (!existsSync(file)) throw new Error(`${file} is missing: each function's folder needs a handler.ts.`);
  return file;
}
