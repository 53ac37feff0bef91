// Finds the handler that a function's configuration names, by the rules of AWS's nodejs runtimes.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './errors.mjs';

const nodeMajor = Number.parseInt(process.versions.node, 10);
const taskRoot = process.env.LAMBDA_TASK_ROOT;
const require = createRequire(join(taskRoot, 'handler-loader.js'));

/** @param specification such as `folder/file.export`, with dots for what is inside of the export */
export async function loadHandler(specification) {
  if (specification.includes('..')) {
    const rule = 'Use absolute paths when specifying root directories in handler names.';
    throw new RuntimeError('MalformedHandlerName', `'${specification}' is not a valid handler name. ${rule}`);
  }
  const [, name, property] = /^([^.]*)\.(.*)$/.exec(basename(specification)) ?? [];
  if (!property) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const module = await loadModule(resolve(taskRoot, dirname(specification), name), name).catch((error) => {
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', error);
    if (error?.code === 'MODULE_NOT_FOUND') throw new RuntimeError('ImportModuleError', error);
    throw error;
  });
  const handler = property.split('.').reduce((value, key) => value?.[key], module);
  checkHandler(handler, specification);
  return handler;
}

function checkHandler(handler, specification) {
  if (!handler) throw new RuntimeError('HandlerNotFound', `${specification} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeError('HandlerNotFound', `${specification} is not a function`);
  if (nodeMajor >= 24 && handler.length >= 3) {
    const message = 'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.';
    throw new RuntimeError('CallbackHandlerDeprecated', `ERROR: ${message}`);
  }
}

async function loadModule(path, name) {
  const asModule = isModuleFolder(dirname(path));
  const extensions = ['', '.js', '.mjs', '.cjs', ...(nodeMajor >= 24 ? ['.ts', '.mts', '.cts'] : [])];
  const extension = extensions.find((candidate) => existsSync(path + candidate));
  if (extension === undefined) return require(require.resolve(name, { paths: [taskRoot, dirname(path)] }));
  const imported = /^\.m/.test(extension) || (asModule && /^\.[jt]s$/.test(extension));
  return imported ? import(pathToFileURL(path + extension).href) : require(path + extension);
}

/** `type` of the nearest package.json decides what a .js file is; node_modules ends the search. */
function isModuleFolder(folder) {
  if (basename(folder) === 'node_modules') return false;
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    try {
      return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    } catch (error) {
      console.warn(`${manifest} cannot be read, it does not decide about ES modules.`, error);
      return false;
    }
  }
  const parent = dirname(folder);
  return parent !== folder && isModuleFolder(parent);
}
