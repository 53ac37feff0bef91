import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsClientOptions, awsEnvironment } from '../../../local/deployment/aws-clients.ts';
import { emulatorStatus, requireEmulator } from '../../../local/emulator.ts';
import { freePort } from '../../../local/processes/ports.ts';
import { ownServices, pipelineServices } from '../../../local/services/all-services.ts';
import { controlPlane } from '../../../local/services/control-plane/control-plane-service.ts';
import { readCredentials } from '../../../local/services/credentials.ts';
import { eventSourceMapping } from '../../../local/services/event-source-mapping/event-source-mapping-service.ts';
import type { Service } from '../../../local/services/service.ts';
import { readSettings } from '../../../local/settings.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const stateDir = temporaryDirectory();
const own = readSettings({ PIPELINE_STATE_DIR: stateDir }, '/clone');
const emulatorEndpoint = 'http://127.0.0.1:5000';
const other = { ...own, emulatorEndpoint };

test('LocalStack is the stack’s own unless an emulator stands in for it', () => {
  const names = ownServices(pipelineServices, other).map(({ name }) => name);

  expect(ownServices(pipelineServices, own)).toEqual(pipelineServices);
  expect(names).not.toContain('localstack');
  expect(names).toHaveLength(pipelineServices.length - 1);
});

test('clients and cdklocal go to the emulator', () => {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = awsEnvironment(other, {});

  expect(awsClientOptions(own).endpoint).toBe('http://127.0.0.1:4566');
  expect([awsClientOptions(other).endpoint, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3]).toEqual(
    Array(3).fill(emulatorEndpoint),
  );
});

test('so do the poller and the control plane', async () => {
  const command = (service: Service) =>
    service.command({ settings: other, credentials: readCredentials(stateDir), partDirectory: () => '' });

  const [poller, plane] = await Promise.all([command(eventSourceMapping), command(controlPlane)]);

  expect(poller.args).toContain(emulatorEndpoint);
  expect(plane.env.EMULATOR_ENDPOINT).toBe(emulatorEndpoint);
});

test('any answer will do', async () => {
  const server = createServer((_, response) => response.writeHead(403).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await requireEmulator({ ...own, emulatorEndpoint: endpoint });
    expect(await emulatorStatus({ ...own, emulatorEndpoint: endpoint })).toMatchObject([{ state: 'running' }]);
  } finally {
    server.close();
  }
});

test('one that does not answer is named with the remedy, and its status is stopped', async () => {
  const silent = { ...own, emulatorEndpoint: `http://127.0.0.1:${await freePort()}` };

  const refused = requireEmulator(silent);

  await expect(refused).rejects.toThrow(`EMULATOR_ENDPOINT=${silent.emulatorEndpoint} does not answer. Start the`);
  await expect(refused).rejects.toMatchObject({ cause: expect.anything() });
  expect(await emulatorStatus(silent)).toMatchObject([{ name: 'emulator', state: 'stopped' }]);
  expect(await emulatorStatus(own)).toEqual([]);
});
