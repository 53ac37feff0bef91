import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { installPart } from '../../local/install/part.ts';
import { programIn, pythonEnvironment } from '../../local/install/python-environment.ts';
import { readSettings } from '../../local/settings.ts';
import { runProgram } from '../support/command.ts';
import { connections, projectDir, stackEnvironment } from '../support/stack/stack.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** boto3, and the clients of Kafka, Cassandra and PostgreSQL that AWS's guides use with Python. */
const clients = pythonEnvironment('aws-clients', join(import.meta.dirname, 'aws-clients', 'aws-clients.lock.txt'));
const settings = readSettings(stackEnvironment, projectDir);
const { keyspacesEndpoint, caCertificate, username, password } = connections().cassandra;
const directory = temporaryDirectory();
const minutes = 60_000;

let installed = '';
beforeAll(async () => {
  installed = await installPart(clients, settings.cacheDir, () => undefined);
}, 5 * minutes);

/** What the script prints, line by line; it ends with a traceback when AWS's clients are refused. */
async function linesOf(script: string): Promise<string[]> {
  const environment = {
    ...awsEnvironment(settings),
    KEYSPACES_ENDPOINT: keyspacesEndpoint,
    AUTHORITY_FILE: caCertificate,
  };
  const file = join(import.meta.dirname, 'aws-clients', `${script}.py`);
  const { code, stdout, stderr } = await runProgram(programIn(installed, 'python'), [file], environment);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

test(
  'a script in the words of the MSK guide makes, uses and deletes a cluster',
  async () => {
    const lines = await linesOf('cluster');

    expect(lines).toEqual(['cluster CREATING', 'cluster ACTIVE', 'topic hello', 'cluster deleted']);
  },
  2 * minutes,
);

test(
  'a script in the words of the Keyspaces guide makes, uses and deletes a table',
  async () => {
    const lines = await linesOf('table');

    expect(lines).toEqual([
      'table CREATING',
      'table ACTIVE',
      'row Science Today',
      expect.stringMatching(/^refused .*TRUNCATE/),
      'table deleted',
    ]);
  },
  2 * minutes,
);

test(
  'a script in the words of the RDS guide makes, uses and deletes a database',
  async () => {
    const lines = await linesOf('database');

    expect(lines).toEqual([
      'instance available',
      'row Science Today',
      expect.stringMatching(/^refused .*PAM authentication failed for user "reader"/),
      'instance deleted',
    ]);
  },
  2 * minutes,
);

test(
  'cqlsh reads the system schema of Keyspaces by TLS and password, and is told what Keyspaces refuses',
  async () => {
    const [host = '', port = ''] = keyspacesEndpoint.split(':');
    const [configuration, credentials] = [join(directory, 'cqlshrc'), join(directory, 'credentials')];
    writeFileSync(configuration, `[ssl]\ncertfile = ${caCertificate}\nvalidate = true\n`);
    writeFileSync(credentials, `[PlainTextAuthProvider]\nusername = ${username}\npassword = ${password}\n`, {
      mode: 0o600,
    });
    const cqlsh = (statement: string) =>
      runProgram(
        programIn(installed, 'cqlsh'),
        [host, port, '--ssl', `--cqlshrc=${configuration}`, `--credentials=${credentials}`, '--execute', statement],
        { HOME: directory },
      );

    const read = await cqlsh('CONSISTENCY LOCAL_QUORUM; SELECT keyspace_name FROM system_schema_mcs.keyspaces');
    const refused = await cqlsh('TRUNCATE system_schema_mcs.tables');

    expect(read).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('keyspace_name') });
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/InvalidRequest.*TRUNCATE/) });
  },
  minutes,
);
