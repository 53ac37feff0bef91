import type { Service } from '../../../local/services/service.ts';
import { readSettings } from '../../../local/settings.ts';
import { Stack } from '../../../local/stack.ts';
import { projectDir, stackEnvironment } from './stack.ts';

/** Does the work while a service of the tests' stack is away; it is back afterwards, however the work ends. */
export async function without<Result>(service: Service, work: () => Promise<Result>): Promise<Result> {
  const stack = new Stack(readSettings(stackEnvironment, projectDir));
  await stack.stop(service);
  try {
    return await work();
  } finally {
    await stack.start(service);
  }
}
