import { requireDocker } from '../../../../local/compose/docker.ts';

const gib = 1024 ** 3;

interface Answers {
  readonly info?: object | Error;
  readonly compose?: string | Error;
}

function docker({ info = { MemTotal: 8 * gib, ServerVersion: '28.0.1' }, compose = '2.40.3' }: Answers = {}) {
  return async (_file: string, args: readonly string[]) => {
    const answer = args[0] === 'info' ? info : compose;
    if (answer instanceof Error) throw answer;
    return typeof answer === 'string' ? answer : JSON.stringify(answer);
  };
}

test('a Docker that runs is told by its versions and memory', async () => {
  await expect(requireDocker(docker())).resolves.toEqual({
    version: '28.0.1',
    compose: '2.40.3',
    memoryBytes: 8 * gib,
  });
});

const absent = Object.assign(new Error('spawn docker ENOENT'), { code: 'ENOENT' });
const silent = Object.assign(new Error('Command failed'), { stderr: 'x\nCannot connect to the Docker daemon at …\n' });

test.each<[string, Answers, RegExp]>([
  ['is not installed', { info: absent }, /no docker on the path: install Docker\. Or run without Docker/],
  ['does not run', { info: silent }, /Docker does not answer \(Cannot connect to the Docker daemon at …\)\. Start it/],
  ['says so in its answer', { info: { ServerErrors: ['permission denied'] } }, /does not answer \(permission denied\)/],
  ['has too little memory', { info: { MemTotal: 2 * gib, ServerVersion: '1' } }, /has 2\.0 GiB of memory.*need 4/],
  ['has no Compose', { compose: new Error('unknown command') }, /no "docker compose"\. Install the plugin/],
  ['has an old Compose', { compose: '2.19.1\n' }, /Compose is 2\.19\.1\. Install the plugin docker-compose, 2\.20/],
  ['has the first Compose', { compose: '1.29.2' }, /Compose is 1\.29\.2/],
])('a Docker that %s is named with the remedy', async (_, answers, message) => {
  await expect(requireDocker(docker(answers))).rejects.toThrow(message);
});

test.each(['2.20.0', 'v3.0.1', '5.1.0-desktop'])('Compose %s is new enough', async (compose) => {
  await expect(requireDocker(docker({ compose }))).resolves.toMatchObject({ compose });
});
