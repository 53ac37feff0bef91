import { join } from 'node:path';
import { type Settings, stackEnvironment } from '../../settings.ts';
import { ensureCertificates } from '../certificates/certificates.ts';
import { requireAnswer } from '../http-health.ts';
import { nodeProgram } from '../node-program.ts';
import { loopback, type Service } from '../service.ts';

/** The web page that shows and steers the pipeline. */
export const console: Service = {
  name: 'console',
  parts: [],
  ports: ['console'],
  startTimeoutMs: 30_000,
  stopTimeoutMs: 10_000,

  async command({ settings }) {
    const { authority } = await ensureCertificates(settings.stateDir);
    const file = join(settings.projectDir, 'local', 'console', 'cli.ts');
    const program = nodeProgram(settings.projectDir, file, [], stackEnvironment(settings));
    return { ...program, sources: [...(program.sources ?? []), authority] };
  },

  ready: ({ settings }) => requireAnswer(`${address(settings)}/health`),

  connection: ({ settings }) => ({ url: address(settings) }),
};

function address({ ports }: Pick<Settings, 'ports'>): string {
  return `http://${loopback}:${ports.console}`;
}
