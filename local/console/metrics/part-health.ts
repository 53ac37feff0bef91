import { awsEndpoint } from '../../deployment/aws-clients.ts';
import { controlPlaneUrl } from '../../services/control-plane/control-plane-service.ts';
import { hostOf } from '../../services/hosts.ts';
import { schemaRegistryUrl } from '../../services/schema-registry/schema-registry.ts';
import type { Settings } from '../../settings.ts';

/** Whether each service that speaks HTTP answers, by the name under which the commands know it. */
export type PartHealth = Readonly<Record<string, boolean>>;

const answerTimeoutMs = 2000;

export async function readPartHealth(settings: Settings): Promise<PartHealth> {
  const answers = Object.entries(addresses(settings)).map(async ([part, url]) => [part, await isAnswering(url)]);
  return Object.fromEntries(await Promise.all(answers));
}

function addresses(settings: Settings): Record<string, string> {
  const { eventSourceMapping, randomUserApi } = settings.ports;
  return {
    'control-plane': `${controlPlaneUrl(settings)}/health`,
    'event-source-mapping': `http://${hostOf('event-source-mapping', settings)}:${eventSourceMapping}/health`,
    localstack: `${awsEndpoint(settings)}/_localstack/health`,
    'random-user-api': `http://${hostOf('random-user-api', settings)}:${randomUserApi}/health`,
    'schema-registry': `${schemaRegistryUrl(settings, hostOf('schema-registry', settings))}/subjects`,
  };
}

/** Any answer will do: an emulator that stands in for LocalStack has health pages of its own. */
async function isAnswering(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
