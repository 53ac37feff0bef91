import { DeleteSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { controlPlaneUrl } from '../../../../../local/services/control-plane/control-plane-service.ts';
import { clientSettings } from '../../../../support/client-settings.ts';
import { TestStack } from '../../../../support/test-stack.ts';
import { startLocalstack } from '../../localstack-extension/own-localstack.ts';
import { settings } from './auth-tokens.ts';
import { login, newIdentifier, psql, untilDeleted } from './test-instances.ts';

const identifier = newIdentifier();
const template = {
  Resources: {
    Database: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceIdentifier: identifier,
        Engine: 'postgres',
        DBInstanceClass: 'db.t4g.micro',
        AllocatedStorage: '20',
        MasterUsername: login.username,
        ManageMasterUserPassword: true,
      },
    },
  },
  Outputs: {
    Port: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Port'] } },
    Secret: { Value: { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] } },
  },
};
const secrets = new SecretsManagerClient(clientSettings());

const newLocalstack = () => startLocalstack({ CONTROL_PLANE_URL: controlPlaneUrl(settings) });

const loginOf = async ({ Secret, Port }: Record<string, string | undefined>) => {
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: Secret }));
  return { port: Number(Port), password: (JSON.parse(SecretString) as { password: string }).password };
};

test('the stack of a new LocalStack takes over the instance with its data, and its secret that is gone is made again', async () => {
  const first = await newLocalstack();
  const forgotten = new TestStack(first.clientSettings);
  await forgotten.deploy(template);
  const before = await forgotten.outputs();
  await psql(await loginOf(before), 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  // The control plane's secrets are in the tests' LocalStack, which goes on.
  await secrets.send(new DeleteSecretCommand({ SecretId: before.Secret, ForceDeleteWithoutRecovery: true }));
  const second = await newLocalstack();
  const stack = new TestStack(second.clientSettings);

  const deployed = await stack.deploy(template);

  expect([deployed, await stack.events('Database')]).toEqual([true, expect.anything()]);
  const after = await stack.outputs();
  expect(after.Port).toBe(before.Port);
  expect(after.Secret).not.toBe(before.Secret);
  expect(await psql(await loginOf(after), 'TABLE kept')).toBe('42');
  await stack.delete();
  await second.stop();
  await untilDeleted(identifier);
});
