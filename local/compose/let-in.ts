import { join } from 'node:path';
import pRetry from 'p-retry';
import { ensureLogin } from '../services/cassandra/cassandra-login.ts';
import { readCredentials } from '../services/credentials.ts';
import { hostOf } from '../services/hosts.ts';
import { readSettings } from '../settings.ts';

// Makes the roles of a new Cassandra, once it answers; outside containers whoever starts Cassandra does it.
const settings = readSettings(process.env, join(import.meta.dirname, '..', '..'));
const server = { host: hostOf('cassandra', settings), port: settings.ports.cassandra };
const patience = { retries: 60, factor: 1, minTimeout: 500, randomize: true, maxRetryTime: 60_000 };
const credentials = readCredentials(settings.stateDir);
await pRetry(() => ensureLogin(server, credentials), patience);
process.stdout.write(`Cassandra lets ${credentials.cassandra.username} in.\n`);
