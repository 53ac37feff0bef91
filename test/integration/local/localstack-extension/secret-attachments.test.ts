import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import { TestStack } from '../../../support/stack/test-stack.ts';

const secrets = new SecretsManagerClient(clientSettings());
const stack = new TestStack();

afterAll(() => stack.delete());

test('a secret that is attached to a database says where that is, beside the login', async () => {
  const secret = (key: string) => ({
    'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, `:SecretString:${key}::}}`]],
  });
  const login = {
    SecretStringTemplate: '{"username":"keeper"}',
    GenerateStringKey: 'password',
    ExcludePunctuation: true,
  };

  const deployed = await stack.deploy({
    Resources: {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: login } },
      Database: {
        Type: 'AWS::RDS::DBInstance',
        Properties: {
          AllocatedStorage: '20',
          DBInstanceClass: 'db.t4g.micro',
          DBName: 'library',
          Engine: 'postgres',
          MasterUsername: secret('username'),
          MasterUserPassword: secret('password'),
        },
      },
      Attachment: {
        Type: 'AWS::SecretsManager::SecretTargetAttachment',
        Properties: { SecretId: { Ref: 'Secret' }, TargetId: { Ref: 'Database' }, TargetType: 'AWS::RDS::DBInstance' },
      },
    },
    Outputs: {
      Attached: { Value: { Ref: 'Attachment' } },
      Secret: { Value: { Ref: 'Secret' } },
      Port: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Port'] } },
      Database: { Value: { Ref: 'Database' } },
    },
  });

  expect([deployed, await stack.events('Attachment')]).toEqual([true, expect.anything()]);
  const { Attached, Secret, Port, Database } = await stack.outputs();
  expect(Attached).toBe(Secret);
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: Attached }));
  expect(JSON.parse(SecretString)).toEqual({
    username: 'keeper',
    password: expect.stringMatching(/^\w{32}$/),
    engine: 'postgres',
    host: '127.0.0.1',
    port: Number(Port),
    dbname: 'library',
    dbInstanceIdentifier: Database,
  });
});
