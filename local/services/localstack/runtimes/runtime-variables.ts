import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { programIn } from '../../../install/python-environment.ts';
import { findEvery, java } from '../../../install/requirements.ts';
import type { ServiceContext } from '../../service.ts';
import { javaClient } from './java-client.ts';
import { pythonRuntimes } from './python-runtimes.ts';

/** The programs of this machine that run functions, as our extension reads them; see its README. */
export async function runtimeVariables(context: ServiceContext): Promise<NodeJS.ProcessEnv> {
  return {
    LAMBDA_NODEJS_22: process.execPath,
    LAMBDA_NODEJS_SDK: context.settings.projectDir,
    ...pythonVariables(context),
    LAMBDA_JAVA_RIC: join(context.partDirectory(javaClient), 'lib'),
    ...(await javaVariables()),
    ...chosenVariables(process.env),
  };
}

function pythonVariables(context: ServiceContext): NodeJS.ProcessEnv {
  const installed = pythonRuntimes
    .map((part) => [part.version.replace('.', '_'), programIn(context.partDirectory(part), 'python')] as const)
    .filter(([, program]) => existsSync(program));
  return Object.fromEntries(installed.map(([version, program]) => [`LAMBDA_PYTHON_${version}`, program]));
}

/** The first Java of each major version. */
async function javaVariables(): Promise<NodeJS.ProcessEnv> {
  const found = await findEvery(java);
  // Java 8 calls itself 1.8.
  const byMajor = found.map(({ path, version }) => [version.replace(/^1\./, '').split('.')[0], path] as const);
  return Object.fromEntries(byMajor.reverse().map(([major, path]) => [`LAMBDA_JAVA_${major}`, path]));
}

/** Whoever starts the stack may name programs that are elsewhere: LAMBDA_JAVA_21=/path/to/java npm start. */
function chosenVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /^LAMBDA_(NODEJS|PYTHON|JAVA)_/.test(name)));
}
