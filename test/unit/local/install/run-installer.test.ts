import { runInstaller } from '../../../../local/install/run-installer.ts';

const options = { timeoutMs: 10_000, remedy: 'Do this instead.' };

test('answers with standard output and hands on every line', async () => {
  const lines: string[] = [];

  const output = await runInstaller('sh', ['-c', 'echo one; echo two >&2; echo three'], {
    ...options,
    report: (line) => lines.push(line),
  });

  expect(output).toBe('one\nthree');
  expect(lines.sort()).toEqual(['one', 'three', 'two']);
});

test('a failure names the program, its last words and the remedy', async () => {
  const failing = runInstaller('sh', ['-c', 'echo no such thing >&2; exit 3'], options);

  await expect(failing).rejects.toThrow(/sh -c .* failed with exit code 3\. Do this instead\.\n {2}no such thing/);
});

test('a program that is not there is named with the remedy', async () => {
  await expect(runInstaller('no-such-program', [], options)).rejects.toThrow(
    'no-such-program cannot be run. Do this instead.',
  );
});

test('a program that hangs is ended', async () => {
  await expect(runInstaller('sleep', ['60'], { ...options, timeoutMs: 100 })).rejects.toThrow('was ended by SIGKILL');
});
