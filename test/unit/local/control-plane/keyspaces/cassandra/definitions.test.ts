import {
  addColumns,
  addTags,
  createKeyspace,
  createTable,
  createType,
} from '../../../../../../local/control-plane/keyspaces/cassandra/definitions.ts';
import { settingsOf } from '../../../../../../local/control-plane/keyspaces/tables/custom-properties.ts';
import { readSchema } from '../../../../../../local/control-plane/keyspaces/tables/table-schema.ts';

const createdAt = '2026-01-02T03:04:05.678Z';

test('a table is defined with its key, its order and its properties', () => {
  const { columns } = readSchema({
    allColumns: [
      ...[
        { name: 'Place', type: 'text' },
        { name: 'day', type: 'date' },
        { name: 'at', type: 'timestamp' },
      ],
      ...[
        { name: 'seq', type: 'int' },
        { name: 'owner', type: 'text' },
        { name: 'note', type: 'text' },
      ],
    ],
    partitionKeys: [{ name: 'place' }, { name: 'day' }],
    clusteringKeys: [
      { name: 'at', orderBy: 'DESC' },
      { name: 'seq', orderBy: 'ASC' },
    ],
    staticColumns: [{ name: 'owner' }],
  });
  const settings = { ...settingsOf({}, createdAt), clientSideTimestamps: true };

  const cql = createTable('Shop', 'visits', {
    ...{ columns, createdAt, settings, comment: "who's there", defaultTimeToLive: 60, tags: { team: "data's" } },
  });

  expect(cql).toBe(
    [
      'CREATE TABLE IF NOT EXISTS "Shop"."visits" (',
      '"place" text, "day" date, "at" timestamp, "seq" int, "owner" text STATIC, "note" text, ',
      'PRIMARY KEY (("place", "day"), "at", "seq")) ',
      'WITH CLUSTERING ORDER BY ("at" DESC, "seq" ASC) ',
      "AND comment = 'who''s there' AND default_time_to_live = 60 AND CUSTOM_PROPERTIES = {",
      "'capacity_mode': {'throughput_mode': 'PAY_PER_REQUEST', ",
      "'last_update_to_pay_per_request_timestamp': '1767323045678'}, ",
      "'encryption_specification': {'encryption_type': 'AWS_OWNED_KMS_KEY'}, ",
      "'point_in_time_recovery': {'status': 'disabled'}, ",
      "'client_side_timestamps': {'status': 'enabled'}} ",
      "AND TAGS = {'team': 'data''s'}",
    ].join(''),
  );
});

test('nothing that is given gets out of its quotes', () => {
  const hostile = `x"; DROP KEYSPACE y; '--`;

  const statements = [
    createKeyspace(hostile),
    addColumns(hostile, hostile, [{ name: hostile, type: 'int', kind: 'regular', position: -1 }]),
    createType(hostile, hostile, { [hostile]: 'int' }),
    addTags(hostile, hostile, { [hostile]: hostile }),
  ];

  for (const cql of statements) {
    const bare = cql.replaceAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'/g, '');
    expect(bare).toMatch(/^(CREATE|ALTER) [A-Za-z .,={}:()]*$/);
    expect(bare).not.toMatch(/DROP/);
  }
});
