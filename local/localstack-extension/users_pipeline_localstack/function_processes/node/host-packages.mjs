// Node looks for packages in the folders above the function's too, and those belong to whoever runs LocalStack: a
// package that the function forgot to bring would be found here and missing on AWS. The SDK is what AWS's runtimes bring.
import { existsSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ofSdk = /^@(aws-sdk|smithy)\//;

/**
 * Makes packages of the folders above this one not found.
 * @param sdkFolder its node_modules has the AWS SDK that the runtime brings; without it the runtime brings none.
 */
export function hideHostPackages(folder, sdkFolder) {
  const hidden = foldersAbove(folder)
    .map((above) => join(above, 'node_modules', '/'))
    .filter(existsSync)
    .map((packages) => pathToFileURL(packages).href);
  const isHidden = (url) => hidden.some((packages) => url?.startsWith(packages));
  if (hidden.length === 0 && !sdkFolder) return;
  const sdk = sdkFolder && pathToFileURL(join(sdkFolder, 'index.js')).href;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      // A package that was found may use those beside it.
      if (isHidden(context.parentURL) || context.parentURL === sdk) return nextResolve(specifier, context);
      const found = attempt(() => nextResolve(specifier, context));
      if (found.result && !isHidden(found.result.url)) return found.result;
      const brought = sdk && ofSdk.test(specifier) && attempt(() => resolveFrom(sdk, specifier, context, nextResolve));
      if (brought?.result) return brought.result;
      throw found.error ?? notFound(specifier, context);
    },
  });
}

function resolveFrom(parentURL, specifier, context, nextResolve) {
  if (context.conditions.includes('import')) return nextResolve(specifier, { ...context, parentURL });
  // For require, Node goes by the module that really calls it, whatever the context says.
  return { url: pathToFileURL(createRequire(parentURL).resolve(specifier)).href, shortCircuit: true };
}

function attempt(resolve) {
  try {
    return { result: resolve() };
  } catch (error) {
    return { error };
  }
}

function foldersAbove(folder) {
  const parent = dirname(folder);
  return parent === folder ? [] : [parent, ...foldersAbove(parent)];
}

/** In Node's words. */
function notFound(specifier, { conditions, parentURL }) {
  const from = fileURLToPath(parentURL);
  if (conditions.includes('import')) {
    const message = `Cannot find package '${specifier}' imported from ${from}`;
    return Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
  }
  const message = `Cannot find module '${specifier}'\nRequire stack:\n- ${from}`;
  return Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });
}
