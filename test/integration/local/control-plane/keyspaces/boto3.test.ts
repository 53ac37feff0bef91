import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { partDirectory } from '../../../../../local/install/part.ts';
import { programIn } from '../../../../../local/install/python-environment.ts';
import { virtualEnvironment } from '../../../../../local/services/localstack/localstack-parts.ts';
import { readSettings } from '../../../../../local/settings.ts';
import { clientSettings } from '../../../../support/stack/client-settings.ts';
import { projectDir } from '../../../../support/stack/stack.ts';
import { cassandraClient } from '../../../../support/stores/stores.ts';
import { deleteKeyspaces, newName } from './test-keyspaces.ts';

const python = programIn(partDirectory(virtualEnvironment, readSettings(process.env, projectDir).cacheDir), 'python');
const { endpoint, region, credentials } = clientSettings();

const preamble = `
import sys, time
import boto3
keyspaces = boto3.client("keyspaces")
keyspace = sys.argv[1]
missing = keyspaces.exceptions.ResourceNotFoundException

def until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
`;

const creation = `${preamble}
keyspaces.create_keyspace(keyspaceName=keyspace)

def is_there():
    try:
        return keyspaces.get_keyspace(keyspaceName=keyspace)["keyspaceName"] == keyspace
    except missing:
        return False

until(is_there)
keyspaces.create_table(
    keyspaceName=keyspace,
    tableName="movies",
    schemaDefinition={
        "allColumns": [
            {"name": "title", "type": "text"},
            {"name": "year", "type": "int"},
            {"name": "plot", "type": "text"},
        ],
        "partitionKeys": [{"name": "year"}],
        "clusteringKeys": [{"name": "title", "orderBy": "ASC"}],
    },
    pointInTimeRecovery={"status": "ENABLED"},
)
states = []

def is_active():
    states.append(keyspaces.get_table(keyspaceName=keyspace, tableName="movies")["status"])
    return states[-1] == "ACTIVE"

until(is_active)
print(",".join(dict.fromkeys(states)))
`;

const deletion = `${preamble}
keyspaces.delete_table(keyspaceName=keyspace, tableName="movies")

def is_gone():
    try:
        keyspaces.get_table(keyspaceName=keyspace, tableName="movies")
    except missing:
        return True

until(is_gone)
keyspaces.delete_keyspace(keyspaceName=keyspace)
print([page["tables"] for page in keyspaces.get_paginator("list_tables").paginate(keyspaceName=keyspace)])
`;

async function run(script: string, keyspace: string): Promise<string> {
  const env = {
    ...{ AWS_ENDPOINT_URL: endpoint, AWS_DEFAULT_REGION: region },
    ...{ AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
  };
  const { stdout } = await promisify(execFile)(python, ['-c', script, keyspace], { env, timeout: 60_000 });
  return stdout.trim();
}

afterAll(deleteKeyspaces);

test('a script with boto3 makes a table that a driver writes and reads, and deletes it', async () => {
  const keyspace = newName();
  const client = cassandraClient();

  const states = await run(creation, keyspace);
  await client.execute(`INSERT INTO ${keyspace}.movies (year, title, plot) VALUES (2018, 'Ada', 'An engine.')`);
  const { rows } = await client.execute(`SELECT title, plot FROM ${keyspace}.movies WHERE year = 2018`);
  const left = await run(deletion, keyspace);
  await client.shutdown();

  expect(states).toBe('CREATING,ACTIVE');
  expect(rows.map(({ title, plot }) => [title, plot])).toEqual([['Ada', 'An engine.']]);
  expect(left).toBe('[[]]');
});
