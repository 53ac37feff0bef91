import { fixedArguments, serverConfiguration } from '../../../../../../local/control-plane/rds/server/configuration.ts';

test('a parameter goes before the default, and no value leaves its quotes', () => {
  const text = serverConfiguration({ shared_buffers: '2048', application_name: "it's a \\ \n fsync = off" });

  expect(text).toContain("shared_buffers = '2048'\n");
  expect(text).toContain("application_name = 'it''s a \\\\   fsync = off'\n");
  expect(text).not.toContain("shared_buffers = '128MB'");
});

test('a server listens on this machine only, whatever its parameters say', () => {
  const args = fixedArguments('/data', 41_000, '/sockets, and more');

  expect(args).toEqual(
    expect.arrayContaining([
      'listen_addresses=127.0.0.1',
      'port=41000',
      'unix_socket_directories="/sockets, and more"',
    ]),
  );
});
