// Fills the package before npm packs it: the program and the library compiled to JavaScript, which Node.js wants below
// node_modules, the library's types, the licence, and the LocalStack plugins that the poller works with.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import typescript from 'typescript';

const here = import.meta.dirname;
const dist = join(here, 'dist');
const extension = join(here, 'localstack-extension');

await rm(dist, { recursive: true, force: true });
await build({
  entryPoints: [join(here, 'cli.ts'), join(here, 'start-poller.ts')],
  outdir: dist,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  packages: 'external',
  logLevel: 'warning',
});
await declareTypes('start-poller.ts');
await cp(join(here, '..', '..', 'LICENSE'), join(here, 'LICENSE'));
await rm(extension, { recursive: true, force: true });
const isSource = (path) => !/(__pycache__|\.egg-info)$/.test(path);
await cp(join(here, '..', 'localstack-extension'), extension, { recursive: true, filter: isSource });
// LocalStack does not bound what it needs: with the newest of everything it does not start.
await cp(join(here, '..', 'services', 'localstack', 'requirements.lock.txt'), join(extension, 'requirements.lock.txt'));

/** Writes the types of a file, and of those that these name: the library's own, without those of any other package. */
async function declareTypes(entry) {
  const files = new Set([entry]);
  for (const file of files) {
    const types = typesOf(file, await readFile(join(here, file), 'utf8'));
    for (const [, named] of types.matchAll(/ from '(\.[^']+)\.ts'/g)) files.add(`${join(dirname(file), named)}.ts`);
    const declaration = join(dist, file.replace(/\.ts$/, '.d.ts'));
    await mkdir(dirname(declaration), { recursive: true });
    await writeFile(declaration, types.replaceAll(/( from '\.[^']+)\.ts'/g, "$1.js'"));
  }
}

/** @throws when a type would have to be inferred, or comes from another package. */
function typesOf(fileName, source) {
  const compilerOptions = { declaration: true, isolatedDeclarations: true, target: typescript.ScriptTarget.ES2023 };
  const { outputText, diagnostics } = typescript.transpileDeclaration(source, { fileName, compilerOptions });
  const problem = diagnostics?.map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, '\n'));
  if (problem?.length) throw new Error(`${fileName} has no types to pack: ${problem.join('\n')}`);
  const [, stranger] = / from '([^.'][^']*)'/.exec(outputText) ?? [];
  if (stranger) throw new Error(`${fileName} has types of ${stranger}: the library's types are its own.`);
  return outputText;
}
