import { bundleMetafile } from '../../test/support/functions/function-bundle.ts';

export interface BundlePart {
  /** A package, or this project. */
  readonly name: string;
  readonly bytes: number;
}

/** What a function's bundle is made of, the largest part first. @param folder relative to the project */
export async function bundleParts(folder: string): Promise<BundlePart[]> {
  const metafile = await bundleMetafile(folder);
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(file);
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes].map(([name, size]) => ({ name, bytes: size })).sort((a, b) => b.bytes - a.bytes);
}

/** @param file relative to the project, of a package or of the project itself */
function packageOf(file: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return name ?? 'this project';
}
