import { defaultPorts, portVariable, readSettings } from '../../../local/settings.ts';

const project = '/clone';

test('without a word from the environment, state lies in the clone and ports are the documented ones', () => {
  const settings = readSettings({ HOME: '/home/someone' }, project);

  expect(settings.stateDir).toBe('/clone/.local');
  expect(settings.ports).toEqual(defaultPorts);
});

test('an offset moves every port, a variable moves one', () => {
  const { ports } = readSettings({ PORT_OFFSET: '1000', KAFKA_CONTROLLER_PORT: '20000' }, project);

  expect(ports).toMatchObject({ localstack: 5566, kafka: 20092, kafkaController: 20000, cassandra: 20042 });
});

test('a running stack is found again without the environment that it was started with', () => {
  const { ports } = readSettings({}, project, () => ({ kafka: 29092 }));

  expect(ports.kafka).toBe(29092);
  expect(ports.cassandra).toBe(defaultPorts.cassandra);
});

test('the environment goes before what is remembered', () => {
  const { ports } = readSettings({ PORT_OFFSET: '1' }, project, () => ({ kafka: 29092 }));

  expect(ports.kafka).toBe(defaultPorts.kafka + 1);
});

test.each(['0', '-1', '1.5', 'abc', '99999', '80'])('a port that cannot be used is named: %s', (port) => {
  expect(() => readSettings({ KAFKA_PORT: port }, project)).toThrow(
    `KAFKA_PORT=${port} is not a whole number from 1024`,
  );
});

test('a port that fetch and browsers block is refused, whether it was named or moved there', () => {
  expect(() => readSettings({ PORT_OFFSET: '2000' }, project)).toThrow('PORT_OFFSET=2000 puts localstack on port 6566');
  expect(() => readSettings({ CASSANDRA_PORT: '6667' }, project)).toThrow(
    'CASSANDRA_PORT=6667 puts cassandra on port 6667',
  );
});

test('a cache of its own can be named, else it is the user’s', () => {
  expect(readSettings({ PIPELINE_CACHE_DIR: '/cache' }, project).cacheDir).toBe('/cache');
  expect(readSettings({ XDG_CACHE_HOME: '/x' }, project).cacheDir).toBe('/x/serverless-users-pipeline');
});

test('an emulator stands in for LocalStack only where one is named', () => {
  const EMULATOR_ENDPOINT = 'http://127.0.0.1:4566/';

  expect(readSettings({}, project).emulatorEndpoint).toBeUndefined();
  expect(readSettings({ EMULATOR_ENDPOINT: '' }, project).emulatorEndpoint).toBeUndefined();
  expect(readSettings({ EMULATOR_ENDPOINT }, project).emulatorEndpoint).toBe('http://127.0.0.1:4566');
});

test.each([
  '127.0.0.1:4566',
  'localhost',
  'ftp://127.0.0.1',
  'http://user:secret@127.0.0.1:4566',
  'http://127.0.0.1:4566/path',
  'http://127.0.0.1:4566/?a=b',
])('what is no address of an emulator is refused, and not repeated: %s', (EMULATOR_ENDPOINT) => {
  const read = () => readSettings({ EMULATOR_ENDPOINT }, project);

  expect(read).toThrow('EMULATOR_ENDPOINT is not the address of an emulator, as http://127.0.0.1:4566');
  expect(read).not.toThrow('secret');
});

test('the variable of a port has the port’s own words', () => {
  expect(portVariable('kafkaController')).toBe('KAFKA_CONTROLLER_PORT');
  expect(portVariable('randomUserApi')).toBe('RANDOM_USER_API_PORT');
});
