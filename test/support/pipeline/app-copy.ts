import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsEnvironment } from '../../../local/deployment/aws-clients.ts';
import type { Settings } from '../../../local/settings.ts';
import { runProgram } from '../command.ts';
import { projectDir } from '../stack/stack.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const parts = ['cdk', 'lambdas', 'cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** A copy of the CDK app and the functions, to deploy as somebody would who has changed them. */
export interface AppCopy {
  /** Replaces what a file has in the project, where it has to be; what was replaced there before is as it was. */
  replace(file: string, text: string | RegExp, by: string): void;
  /** @returns how cdklocal ended, and all that it wrote */
  deploy(args: readonly string[], settings: Settings): Promise<{ code: number | null; output: string }>;
}

/** To be called at the top of a test file. */
export function copyApp(): AppCopy {
  const directory = temporaryDirectory();
  for (const part of parts) cpSync(join(projectDir, part), join(directory, part), { recursive: true });
  symlinkSync(join(projectDir, 'node_modules'), join(directory, 'node_modules'));
  return {
    replace(file, text, by) {
      const original = readFileSync(join(projectDir, file), 'utf8');
      const changed = original.replace(text, by);
      if (changed === original) throw new Error(`${file} does not have ${text}: change what the test replaces.`);
      writeFileSync(join(directory, file), changed);
    },
    async deploy(args, settings) {
      const { code, stdout, stderr } = await runProgram('cdklocal', args, awsEnvironment(settings), directory);
      return { code, output: stdout + stderr };
    },
  };
}
