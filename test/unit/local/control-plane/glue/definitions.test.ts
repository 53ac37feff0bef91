import { artifactOf } from '../../../../../local/control-plane/glue/definitions.ts';

test('each schema of each account and Region has an artifact of its own', () => {
  expect(artifactOf('arn:aws:glue:eu-west-1:000000000001:schema/a.b$c/d-e#f')).toEqual({
    group: 'glue:000000000001:eu-west-1',
    id: 'a.b$c:d-e#f',
  });
});
