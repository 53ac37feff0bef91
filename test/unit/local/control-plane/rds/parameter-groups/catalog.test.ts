import {
  parseDescription,
  requireParameter,
} from '../../../../../../local/control-plane/rds/parameter-groups/catalog.ts';

const text = [
  'max_connections\tpostmaster\tConnections\tINTEGER\t0\t1\t262143\tSets the maximum number.\t',
  'log_min_duration_statement\tsuperuser\tLogging\tINTEGER\t0\t-1\t2147483647\tSets the minimum time.\tmore',
  'seq_page_cost\tuser\tCosts\tREAL\t1\t0\t1.79769e+308\tSets the cost.\t',
  'vacuum_cost_limit_small\tuser\tCosts\tREAL\t1e-05\t1e-10\t1\tOf the test.\t',
  'enable_seqscan\tuser\tMethods\tBOOLEAN\tTRUE\t\t\tEnables it.\t',
  'TimeZone\tuser\tLocale\tSTRING\tGMT\t\t\tSets the time zone.\t',
  'archive_command\tsighup\tArchiving\tSTRING\t\t\t\tRuns a program.\t',
  'block_size\tinternal\tPresets\tINTEGER\t8192\t8192\t8192\tShows it.\t',
  'shared_preload_libraries\tpostmaster\tDefaults\tSTRING\t\t\t\tLists libraries.\t',
].join('\n');
const catalog = new Map(parseDescription(text).map((one) => [one.name, one]));

test('a parameter is known by what the server says of it', () => {
  expect(catalog.get('max_connections')).toEqual({
    name: 'max_connections',
    description: 'Sets the maximum number.',
    type: 'integer',
    applyType: 'static',
    isModifiable: true,
    range: { min: 1, max: 262_143 },
  });
  expect(catalog.get('timezone')).toMatchObject({ type: 'string', applyType: 'dynamic' });
});

test.each([
  ['log_min_duration_statement', '-1', 'immediate'],
  ['seq_page_cost', '0.5', 'immediate'],
  ['vacuum_cost_limit_small', '1e-9', 'immediate'],
  ['enable_seqscan', 'off', 'immediate'],
  ['max_connections', '50', 'pending-reboot'],
  ['shared_preload_libraries', 'pg_stat_statements, auto_explain', 'pending-reboot'],
  ['shared_preload_libraries', '', 'pending-reboot'],
])('%s = «%s» (%s) is taken', (name, value, method) => {
  expect(requireParameter(catalog, name, value, method).name).toBe(name);
});

test.each([
  ['log_min_duration_statement', '-2', 'immediate', 'allowed values are: -1-2147483647'],
  ['log_min_duration_statement', '1.5', 'immediate', 'allowed values are'],
  ['log_min_duration_statement', '', 'immediate', 'allowed values are'],
  ['vacuum_cost_limit_small', '1e-11', 'immediate', 'allowed values are'],
  ['enable_seqscan', 'maybe', 'immediate', 'allowed values are: 0,1'],
  ['timezone', 'UTC\nfsync=off', 'immediate', 'allowed values are: one line of text'],
  ['shared_preload_libraries', '/tmp/evil', 'pending-reboot', 'allowed values are: auto_explain'],
  ['archive_command', 'true', 'immediate', 'cannot be modified'],
  ['block_size', '8192', 'immediate', 'cannot be modified'],
  ['unknown', '1', 'immediate', 'Could not find parameter with name: unknown'],
  ['max_connections', '50', 'immediate', 'cannot use immediate apply method for static parameter'],
  ['max_connections', '50', 'soon', 'Invalid ApplyMethod: soon'],
])('%s = «%s» (%s) is refused', (name, value, method, message) => {
  expect(() => requireParameter(catalog, name, value, method)).toThrow(message);
});
