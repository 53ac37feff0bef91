import { AwsError } from '../../../../local/control-plane/aws-error.ts';
import { callsOf, unlessMissing } from '../../../../local/control-plane/calls.ts';

test('an operation is called for the account and Region of a stack, and is told nothing else of the stack', async () => {
  const call = callsOf({ Buy: (request: object, caller) => ({ request, caller }) });
  const place = { account: '000000000000', region: 'eu-west-1', stackId: 's', stackName: 's', logicalId: 'l' };

  const answer = await call('Buy', { Item: 'tea' }, place);

  expect(answer).toEqual({ request: { Item: 'tea' }, caller: { account: '000000000000', region: 'eu-west-1' } });
});

test('what is gone already need not be deleted, and every other refusal counts', async () => {
  const call = callsOf({
    Gone: () => {
      throw new AwsError('DBInstanceNotFound', 'It is not there');
    },
    Busy: () => {
      throw new AwsError('ConflictException', 'It is busy');
    },
  });
  const place = { account: '000000000000', region: 'eu-west-1' };

  expect(await call('Gone', {}, place).catch(unlessMissing)).toBeUndefined();
  await expect(call('Busy', {}, place).catch(unlessMissing)).rejects.toThrow('It is busy');
});
