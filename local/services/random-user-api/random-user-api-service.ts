import { join } from 'node:path';
import { requireAnswer } from '../http-health.ts';
import { nodeProgram } from '../node-program.ts';
import { loopback, type Service } from '../service.ts';

/** The stand-in for randomuser.me: the same contract, without a network. */
export const randomUserApi: Service = {
  name: 'random-user-api',
  parts: [],
  ports: ['randomUserApi'],
  startTimeoutMs: 20_000,
  stopTimeoutMs: 5000,

  async command({ settings }) {
    const port = String(settings.ports.randomUserApi);
    return nodeProgram(settings.projectDir, join(import.meta.dirname, 'server.ts'), ['--port', port]);
  },

  ready: ({ settings }) => requireAnswer(`${address(settings.ports.randomUserApi)}/health`),

  connection: ({ settings }) => ({ url: `${address(settings.ports.randomUserApi)}/api/` }),
};

function address(port: number): string {
  return `http://${loopback}:${port}`;
}
