// Fills the package before npm packs it: the program compiled to JavaScript, which Node.js wants below node_modules, and
// the LocalStack plugins that the poller works with.
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const extension = join(here, 'localstack-extension');

await build({
  entryPoints: [join(here, 'cli.ts')],
  outfile: join(here, 'dist', 'cli.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  packages: 'external',
  logLevel: 'warning',
});
await rm(extension, { recursive: true, force: true });
await cp(join(here, '..', 'localstack-extension'), extension, { recursive: true });
// LocalStack does not bound what it needs: with the newest of everything it does not start.
await cp(join(here, '..', 'services', 'localstack', 'requirements.lock.txt'), join(extension, 'requirements.lock.txt'));
