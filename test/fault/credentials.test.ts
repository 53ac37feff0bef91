import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModifyDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { masterLogin } from '../../local/deployment/database.ts';
import { readCredentials } from '../../local/services/credentials.ts';
import { eventually } from '../support/eventually.ts';
import { functionLog } from './function-log.ts';
import { expectUsers, minutes, newUsers, untilStored } from './support.ts';
import { usePipeline } from './use-pipeline.ts';

const { settings, network, writer } = usePipeline();
const DBInstanceIdentifier = 'users-pipeline';

/** Every line that a service or the sink has written. */
async function allLogs(from: number): Promise<string> {
  const folder = join(settings.stateDir, 'logs');
  const services = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return [...services, await functionLog(settings, 'users-sink', from)].join('\n');
}

test(
  '#18 the database has a new password while users are written: nothing is lost, and no log has a secret',
  async () => {
    const from = Date.now();
    const rds = new RDSClient(awsClientOptions(settings));
    const old = (await masterLogin(settings)).password;
    const accepted = network().postgres.accepted;

    const users = newUsers(300);
    const writing = writer().write(users.map((user) => writer().userRecord(user)));
    await rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier, RotateMasterUserPassword: true, ApplyImmediately: true }),
    );
    rds.destroy();
    const rotated = await eventually(async () => {
      const { password } = await masterLogin(settings);
      expect(password).not.toBe(old);
      return password;
    }, minutes);
    // Whoever was signed in stays so: only new connections need the new one.
    network().postgres.cut();
    const more = newUsers(100);
    await writing;
    await writer().write(more.map((user) => writer().userRecord(user)));
    await untilStored(settings);

    await expectUsers(settings, [...users, ...more]);
    expect(network().postgres.accepted).toBeGreaterThan(accepted);
    const { cassandra, cassandraAdministrator, kafka } = readCredentials(settings.stateDir);
    const secrets = [old, rotated, ...[cassandra, cassandraAdministrator, kafka].map(({ password }) => password)];
    const logs = await allLogs(from);
    expect(secrets.filter((secret) => typeof secret !== 'string' || logs.includes(secret))).toEqual([]);
    expect(logs).not.toMatch(/X-Amz-Signature=[0-9a-f]{64}/);
  },
  3 * minutes,
);
