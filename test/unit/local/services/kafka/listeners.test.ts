import { bootstrapServers, listenerAddresses } from '../../../../../local/services/kafka/listeners.ts';
import { defaultPorts } from '../../../../../local/settings.ts';

const ports = defaultPorts;

test('without containers the broker listens on loopback and tells its clients just that', () => {
  const { listeners, advertised } = listenerAddresses({ ports });

  expect(listeners).toBe(advertised);
  expect(listeners.split(',')).toEqual([
    'PLAINTEXT://127.0.0.1:19092',
    'TLS://127.0.0.1:19094',
    'MTLS://127.0.0.1:19095',
    'SCRAM://127.0.0.1:19096',
    'IAM://127.0.0.1:19098',
  ]);
});

test('in a container it tells other containers its name, and clients outside the published port', () => {
  const { listeners, advertised, protocols } = listenerAddresses({ ports, containers: 'inside' });

  const told = Object.fromEntries(listeners.split(',').map((one, index) => [one, advertised.split(',')[index]]));
  expect(told).toMatchObject({
    'PLAINTEXT://0.0.0.0:19092': 'PLAINTEXT://kafka:19092',
    'IAM://0.0.0.0:19098': 'IAM://kafka:19098',
    'OUTSIDE_PLAINTEXT://0.0.0.0:9092': 'OUTSIDE_PLAINTEXT://127.0.0.1:19092',
    'OUTSIDE_IAM://0.0.0.0:9098': 'OUTSIDE_IAM://127.0.0.1:19098',
  });
  expect(protocols.split(',')).toContain('OUTSIDE_SCRAM:SASL_SSL');
});

test.each([
  ['inside', 'kafka:19098'],
  ['outside', '127.0.0.1:19098'],
] as const)('a client %s the containers finds it at %s', (containers, address) => {
  expect(bootstrapServers({ ports, containers }).iam).toBe(address);
});
