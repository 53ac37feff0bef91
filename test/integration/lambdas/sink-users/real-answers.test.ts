import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeUser } from '../../../../lambdas/core/user.ts';
import { toUser } from '../../../../lambdas/fetch-users/api-user.ts';
import { expectedRow, type RandomUser } from '../../../support/pipeline/expected-row.ts';
import { projectDir } from '../../../support/stack/stack.ts';
import { ownStores } from '../own-stores.ts';
import { aRecord, sinkOf } from './sink.ts';

/** Answers of the real API, which are not part of this repository. */
const folder = join(projectDir, '..', 'shared', 'data');
const files = ['randomuser-v1.3-50.json', 'randomuser-v1.4-30.json'];
const present = files.filter((file) => existsSync(join(folder, file)));

if (present.length === 0) {
  process.stderr.write(`Skipped: the real answers of the API are not in ${folder}; the fixtures have their shapes.\n`);
}
const testWithAnswers = present.length === 0 ? test.skip : test;

const stores = ownStores('sink_real_answers');
const sink = sinkOf(stores);

testWithAnswers('the users of real answers are in both stores, field by field', async () => {
  for (const file of present) {
    const { results } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { results: RandomUser[] };
    const users = results.map(toUser);

    const failures = await sink(users.map((user, offset) => aRecord(offset, user.id, encodeUser(user).toString())));

    expect(failures).toEqual({});
    const { cassandra, postgres } = await stores.read();
    for (const result of results) {
      expect(cassandra.get(result.login.uuid)).toEqual(expectedRow(result));
      expect(postgres.get(result.login.uuid)).toEqual(expectedRow(result));
    }
  }
});
