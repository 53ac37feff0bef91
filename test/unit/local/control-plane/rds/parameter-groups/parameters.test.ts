import {
  isInSync,
  parametersOf,
  reloadedParameters,
} from '../../../../../../local/control-plane/rds/parameter-groups/parameters.ts';

const group = (family: string, values: Record<string, [value: string, method?: 'immediate' | 'pending-reboot']>) => ({
  account: '000000000000',
  region: 'us-east-1',
  name: 'group',
  description: 'of the test',
  tags: [],
  family,
  values: Object.fromEntries(
    Object.entries(values).map(([name, [value, applyMethod = 'immediate' as const]]) => [name, { value, applyMethod }]),
  ),
});

test('TLS is forced from version 15 on, unless the group says otherwise', () => {
  expect(parametersOf(group('postgres14', {}))).toEqual({ 'rds.force_ssl': '0' });
  expect(parametersOf(group('postgres15', {}))).toEqual({ 'rds.force_ssl': '1' });
  expect(parametersOf(group('postgres18', { 'rds.force_ssl': ['0'] }))).toEqual({ 'rds.force_ssl': '0' });
});

test('a running server takes over what is to be applied at once, and only that', () => {
  const applied = { 'rds.force_ssl': '1', work_mem: '64', max_connections: '10', jit: '1' };
  const wanted = group('postgres18', { work_mem: ['128'], max_connections: ['20', 'pending-reboot'] });

  const reloaded = reloadedParameters(wanted, applied);

  expect(reloaded).toEqual({ 'rds.force_ssl': '1', work_mem: '128', max_connections: '10' });
  expect([isInSync(wanted, reloaded), isInSync(wanted, parametersOf(wanted))]).toEqual([false, true]);
});
