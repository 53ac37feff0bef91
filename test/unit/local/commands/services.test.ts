import { startableServices } from '../../../../local/commands/services.ts';
import { serviceNames } from '../../../../local/services/service.ts';

test('every service but the poller can be started by its name', () => {
  const others = serviceNames.filter((name) => name !== 'event-source-mapping');

  expect([...startableServices].sort()).toEqual([...others].sort());
});
