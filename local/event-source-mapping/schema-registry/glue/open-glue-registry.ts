import type { KafkaSchemaRegistryConfig } from '@aws-sdk/client-lambda';
import { MappingProblem } from '../../mapping-problem.ts';
import type { SchemaRegistryProblem } from '../schema-problem.ts';
import type { SchemaRegistry } from '../schema-registry.ts';
import { glueSchemas } from './glue-schemas.ts';
import { type GlueApi, type RegistryClient, registryClient } from './registry-client.ts';
import { selectMessage } from './select-message.ts';
import { readFrame } from './wire-format.ts';

const arnOfRegistry = /^arn:aws[a-z-]*:glue:[a-z0-9-]+:\d{12}:registry\/[\w.-]+$/;
const timeoutMs = 15_000;

/** What asking again will not change. */
const lastingErrors: readonly unknown[] = ['AccessDeniedException', 'InvalidInputException'];

/**
 * Asks whether the registry is there; one that does not answer is asked again with the first record.
 * @throws MappingProblem for a configuration that cannot be used or a registry that is not there.
 */
export async function openGlueRegistry(
  { SchemaRegistryURI: registryArn = '', AccessConfigs: configs = [] }: KafkaSchemaRegistryConfig,
  loadGlue: () => Promise<GlueApi>,
): Promise<SchemaRegistry> {
  if (!arnOfRegistry.test(registryArn)) {
    throw notValid(
      `SchemaRegistryURI is «${registryArn}» and must be arn:aws:glue:<region>:<account>:registry/<name>, or an address.`,
    );
  }
  if (configs.length > 0) {
    throw notValid(
      'AccessConfigs are not supported for a Glue schema registry; remove them from SchemaRegistryConfig.',
    );
  }
  const client = registryClient(await loadGlue(), { registryArn, timeoutMs });
  await refuseMissing(client, registryArn);
  return {
    readFrame,
    selectMessage,
    fetchSchema: glueSchemas(client.getSchemaVersion, registryArn),
    close: client.close,
  };
}

async function refuseMissing({ getRegistry }: RegistryClient, registryArn: string): Promise<void> {
  try {
    const registry = await getRegistry();
    if (registry !== undefined && registry.Status !== 'DELETING') return;
  } catch (error) {
    const { message, cause } = error as SchemaRegistryProblem;
    if (!lastingErrors.includes((cause as Error).name)) return;
    throw notValid(`${message}; see SchemaRegistryURI, and allow glue:GetRegistry.`, error);
  }
  throw notValid(`The schema registry ${registryArn} does not exist; create it, or change the SchemaRegistryURI.`);
}

function notValid(message: string, cause?: unknown): MappingProblem {
  return new MappingProblem('ESM_CONFIG_NOT_VALID', message, { cause });
}
