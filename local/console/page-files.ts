import { readFile, stat } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join } from 'node:path';
import { Hono } from 'hono';

const pageDirectory = join(import.meta.dirname, 'page');
const packages = join(import.meta.dirname, '..', '..', 'node_modules');

const types: Readonly<Record<string, string>> = {
  '.ts': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Libraries of the page, by the names under which its modules import them. */
const libraries: Readonly<Record<string, { readonly address: string; readonly file: string }>> = {
  preact: { address: '/library/preact.js', file: join(packages, 'preact/dist/preact.mjs') },
  'preact/hooks': { address: '/library/preact-hooks.js', file: join(packages, 'preact/hooks/dist/hooks.mjs') },
  htm: { address: '/library/htm.js', file: join(packages, 'htm/dist/htm.module.js') },
  'htm/preact': { address: '/library/htm-preact.js', file: join(packages, 'htm/preact/index.module.js') },
  uplot: { address: '/library/uplot.js', file: join(packages, 'uplot/dist/uPlot.esm.js') },
};

/**
 * The page's own modules and styles at /page/, as browsers read them: without types, and with addresses in place of
 * libraries' names. Nothing is built beforehand: a file is changed, and the page loaded again.
 */
export function pageFiles(): Hono {
  const routes = new Hono();
  for (const { address, file } of Object.values(libraries)) {
    routes.get(address, async (context) => {
      context.header('content-type', types['.ts']);
      return context.body(await module(file));
    });
  }
  routes.get('/library/uplot.css', async (context) => {
    context.header('content-type', types['.css']);
    return context.body(await readFile(join(packages, 'uplot/dist/uPlot.min.css'), 'utf8'));
  });
  routes.get('/page/*', async (context) => {
    const path = context.req.path.slice('/page/'.length);
    const type = types[extname(path)];
    // Names of the page's own files need no other characters, and none of them leads out of its directory.
    if (!type || !/^[a-z0-9-]+(\/[a-z0-9-]+)*\.[a-z]+$/.test(path)) return context.notFound();
    const file = join(pageDirectory, path);
    if (!(await stat(file).catch(() => undefined))?.isFile()) return context.notFound();
    context.header('content-type', type);
    return context.body(extname(path) === '.ts' ? await module(file) : await readFile(file, 'utf8'));
  });
  return routes;
}

const modules = new Map<string, { readonly changedMs: number; readonly code: string }>();

/** A module of TypeScript or JavaScript as a browser reads it, made anew when its file has changed. */
async function module(file: string): Promise<string> {
  const { mtimeMs: changedMs } = await stat(file);
  const known = modules.get(file);
  if (known?.changedMs === changedMs) return known.code;
  const source = await readFile(file, 'utf8');
  const code = withAddresses(file.endsWith('.ts') ? stripTypeScriptTypes(source) : source);
  modules.set(file, { changedMs, code });
  return code;
}

/** Gives imports of libraries their addresses: a browser knows no names. */
export function withAddresses(code: string): string {
  return code.replace(/(\bfrom\s*|\bimport\s*)(["'])([a-z/]+)\2/g, (whole, before, quote, name) => {
    const library = libraries[name];
    return library ? `${before}${quote}${library.address}${quote}` : whole;
  });
}
