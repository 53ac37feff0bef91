import { runCommand } from '../support/command.ts';

test.each(['0', '-1', '1.5', 'abc', '1000001', ''])(
  'npm start -- --users "%s" is refused before anything begins',
  async (users) => {
    const { code, stderr } = await runCommand(['start', '--', `--users=${users}`]);

    expect(code).toBe(1);
    expect(stderr).toContain('It must be a whole number from 1 to 1000000.');
  },
);

test.each(['2026-02-30', '2026-13-01', '30.1.2026', 'yesterday'])('npm start -- --date %s is refused', async (date) => {
  const { code, stderr } = await runCommand(['start', '--', `--date=${date}`]);

  expect(code).toBe(1);
  expect(stderr).toContain('It must be a date of the calendar, as 2026-01-31.');
});

test('a service that does not exist is named with those that do', async () => {
  const { code, stderr } = await runCommand(['logs', '--', 'zookeeper']);

  expect(code).toBe(1);
  expect(stderr).toContain('There is no service zookeeper. The services are kafka, cassandra,');
});

test('every command explains itself', async () => {
  const { code, stdout } = await runCommand(['start', '--', '--help']);

  expect(code).toBe(0);
  for (const option of ['--users', '--date', '--json']) expect(stdout).toContain(option);
});
