import { userTypesOf } from '../../../../../../local/control-plane/keyspaces/tables/column-type.ts';
import {
  describeSchema,
  readAddedColumns,
  readSchema,
} from '../../../../../../local/control-plane/keyspaces/tables/table-schema.ts';

const definition = {
  allColumns: [
    ...[
      { name: 'note', type: 'frozen<remark>' },
      { name: 'seq', type: 'int' },
      { name: 'at', type: 'timestamp' },
    ],
    ...[
      { name: 'owner', type: 'text' },
      { name: 'id', type: 'uuid' },
    ],
  ],
  partitionKeys: [{ name: 'id' }],
  clusteringKeys: [
    { name: 'at', orderBy: 'DESC' as const },
    { name: 'seq', orderBy: 'ASC' as const },
  ],
  staticColumns: [{ name: 'owner' }],
};

test('a schema is told as it was given, its key first', () => {
  const { columns, types } = readSchema(definition);

  const { allColumns, ...keys } = describeSchema([...columns].reverse());

  const { allColumns: _, ...given } = definition;
  expect(keys).toEqual(given);
  expect(allColumns?.map(({ name }) => name)).toEqual(['id', 'at', 'seq', 'owner', 'note']);
  expect(types.flatMap(userTypesOf)).toEqual(['remark']);
});

test('a column is added to those that are there', () => {
  const { columns: old } = readSchema(definition);

  const { columns } = readAddedColumns([{ name: 'Seen', type: 'BOOLEAN' }], old);

  expect(columns).toEqual([{ name: 'seen', type: 'boolean', kind: 'regular', position: -1 }]);
  expect(() => readAddedColumns([{ name: 'NOTE', type: 'text' }], old)).toThrow('Column note already exists');
  expect(() => readAddedColumns([{ name: 'n', type: 'counter' }], old)).toThrow('Cannot mix counter');
});
