import { readFileSync } from 'node:fs';
import { connections } from '../stack.ts';
import { type MappingSettings, selfManagedSource } from './mappings.ts';
import { createSecret } from './secrets.ts';

/** The tests' cluster by SCRAM over TLS, with the secret of this ARN. */
export async function scramAccess(credentialsArn: string): Promise<MappingSettings> {
  const { scram, caCertificate } = connections().kafka;
  const certificate = readFileSync(caCertificate, 'utf8');
  return {
    ...selfManagedSource(scram),
    SourceAccessConfigurations: [
      { Type: 'SASL_SCRAM_512_AUTH', URI: credentialsArn },
      { Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: await createSecret({ certificate }) },
    ],
  };
}
