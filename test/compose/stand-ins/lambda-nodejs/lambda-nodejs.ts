import { readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '../../../../local/install/part.ts';
import type { Prepared } from '../stand-in.ts';

const project = join(import.meta.dirname, '..', '..', '..', '..');
const packages = join(project, 'node_modules');
const client = join(project, 'local/localstack-extension/users_pipeline_localstack/function_processes/node');

/** The clients that this project installs, and what they need: AWS's runtime brings all that there are. */
const sdk: Part = {
  name: 'lambda-nodejs-sdk',
  lockFiles: [join(project, 'package-lock.json')],
  async install(directory) {
    for (const name of ['@aws', '@aws-crypto', '@aws-sdk', '@smithy', 'bowser', 'fflate', 'tslib']) {
      await cp(join(packages, name), join(directory, name), { recursive: true });
    }
  },
};

/** Node, and the client of the Runtime API that runs functions as processes. */
export async function lambdaNodejsFiles(install: (part: Part) => Promise<string>): Promise<Prepared> {
  const modules = readdirSync(client).map((name) => [`runtime/${name}`, join(client, name)]);
  return {
    files: {
      node: join(packages, `node-linux-${process.arch}`, 'bin', 'node'),
      sdk: await install(sdk),
      ...Object.fromEntries(modules),
    },
  };
}
