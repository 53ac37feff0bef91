import { join } from 'node:path';
import { awsEndpoint } from '../../deployment/aws-clients.ts';
import { ensureCertificates } from '../certificates/certificates.ts';
import { requireAnswer } from '../http-health.ts';
import { nodeProgram } from '../node-program.ts';
import { loopback, type Service } from '../service.ts';

/** The poller that hands Kafka records to the functions which event source mappings name. */
export const eventSourceMapping: Service = {
  name: 'event-source-mapping',
  parts: [],
  ports: ['eventSourceMapping'],
  startTimeoutMs: 30_000,
  // It may have to wait for functions that are at work on a batch.
  stopTimeoutMs: 20_000,

  async command({ settings }) {
    const port = settings.ports.eventSourceMapping;
    const { authority } = await ensureCertificates(settings.stateDir);
    const program = nodeProgram(
      settings.projectDir,
      join(settings.projectDir, 'local', 'event-source-mapping', 'cli.ts'),
      ['--endpoint-url', awsEndpoint(settings), '--port', String(port)],
      {
        // LocalStack takes any credentials; these are its documented ones.
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: 'us-east-1',
        // A mapping of an MSK cluster cannot name an authority: Amazon's is known to everybody.
        NODE_EXTRA_CA_CERTS: authority,
      },
    );
    return { ...program, sources: [...(program.sources ?? []), authority] };
  },

  ready: ({ settings }) => requireAnswer(`${address(settings.ports.eventSourceMapping)}/health`),

  connection: ({ settings }) => ({ health: `${address(settings.ports.eventSourceMapping)}/health` }),
};

function address(port: number): string {
  return `http://${loopback}:${port}`;
}
