import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { eventually } from '../support/eventually.ts';
import { deployFunction, invokeFunction } from '../support/functions/functions.ts';
import { selfSignedCertificate } from '../support/self-signed-certificate.ts';
import { TestStack } from '../support/stack/test-stack.ts';
import { describeWith, docker } from './docker-command.ts';
import { OwnLocalstack } from './own-localstack.ts';

const lambdaImage = 'public.ecr.aws/lambda/nodejs:22';

describeWith(['localstack/localstack:4.14.0', lambdaImage])('LocalStack with functions in containers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compose-localstack-'));
  const authority = join(folder, 'authority.pem');
  let localstack: OwnLocalstack;
  let lambda: LambdaClient;
  const deploy = (code: string, settings: object = {}) =>
    deployFunction(lambda, code, { Timeout: 30, MemorySize: 256, ...settings });
  const invoke = (name: string, event?: unknown) => invokeFunction(lambda, name, event);

  beforeAll(async () => {
    const { certificate, privateKey } = selfSignedCertificate('peer');
    // Its owner's only, as certificates of a stack are.
    writeFileSync(authority, certificate, { mode: 0o600 });
    localstack = await OwnLocalstack.create();
    lambda = new LambdaClient(localstack.clientSettings);
    await startPeer(localstack.network, certificate, privateKey);
    await localstack.start(authority);
  }, 600_000);

  afterAll(async () => {
    await localstack?.remove();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  test('runs a function, which writes to its log group', async () => {
    const LogGroup = '/users/log';
    const name = await deploy(
      `export const handler = async ({ text }) => {
        console.log('it is', text);
        return { text, user: process.getuid(), endpoint: process.env.AWS_ENDPOINT_URL };
      };`,
      { LoggingConfig: { LogGroup } },
    );

    const { value, log } = await invoke(name, { text: 'héllo' });

    expect(value).toEqual({ text: 'héllo', user: 993, endpoint: 'http://localstack:4566' });
    expect(log).toEqual([
      expect.stringMatching(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/),
      expect.stringMatching(/\tINFO\tit is héllo$/),
      expect.stringMatching(/^END RequestId: /),
      expect.stringMatching(/^REPORT RequestId: .*\tMemory Size: 256 MB\t/),
    ]);
    await eventually(async () => {
      const written = await localstack.awslocal('logs', 'filter-log-events', '--log-group-name', LogGroup);
      expect(written).toContain('it is héllo');
    }, 20_000);
  });

  test('a metric that a function writes into its log reaches CloudWatch', async () => {
    const name = await deploy(
      `export const handler = async () => {
        const directive = { Namespace: 'Shop', Dimensions: [['service']], Metrics: [{ Name: 'Sold', Unit: 'Count' }] };
        console.log(JSON.stringify({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] }, service: 'till', Sold: 3 }));
      };`,
    );

    await invoke(name);

    await eventually(async () => {
      expect(await localstack.awslocal('cloudwatch', 'list-metrics', '--namespace', 'Shop')).toContain('"Sold"');
    }, 20_000);
  });

  test.each([
    ['trusts the local authority where it names the authorities of AWS', '/var/runtime/ca-cert.pem', true],
    ['does not otherwise', '', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('a function reaches another container by its name, and %s', async (_what, NODE_EXTRA_CA_CERTS, expected) => {
    const name = await deploy(
      `import { connect } from 'node:tls';
      export const handler = () => new Promise((resolve) => {
        const socket = connect({ host: 'peer', port: 8443, checkServerIdentity: () => undefined }, () => {
          resolve(socket.authorized);
          socket.end();
        });
        socket.on('error', ({ code }) => resolve(code));
      });`,
      { Environment: { Variables: { NODE_EXTRA_CA_CERTS } } },
    );

    const { value } = await invoke(name);

    expect(value).toBe(expected);
  });

  test('the SDK of the runtime reaches LocalStack, at addresses that are good for whoever asks', async () => {
    const name = await deploy(
      `import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
      import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
      export const handler = async () => {
        const s3 = new S3Client();
        await s3.send(new CreateBucketCommand({ Bucket: 'from-a-function' }));
        await s3.send(new PutObjectCommand({ Bucket: 'from-a-function', Key: 'key', Body: 'value' }));
        return (await new SQSClient().send(new CreateQueueCommand({ QueueName: 'queue' }))).QueueUrl;
      };`,
    );

    const { value } = await invoke(name);

    expect(value).toBe('http://localstack:4566/queue/us-east-1/000000000000/queue');
    const { endpoint } = localstack.clientSettings;
    const outside = await new SQSClient(localstack.clientSettings).send(new GetQueueUrlCommand({ QueueName: 'queue' }));
    expect(outside.QueueUrl).toBe(`${endpoint}/queue/us-east-1/000000000000/queue`);
    expect(await (await fetch(`${endpoint}/from-a-function/key`)).text()).toBe('value');
  });

  test('answers errors as AWS does, and goes on after them', async () => {
    const name = await deploy(
      `export const handler = async ({ how }) => {
        if (how === 'throw') throw new TypeError('as wanted');
        if (how === 'exit') process.exit(3);
        if (how === 'wait') await new Promise((resolve) => setTimeout(resolve, 60_000));
        if (how === 'hoard') for (const held = []; ; ) held.push(Buffer.alloc(10_000_000, 1));
        return how;
      };`,
      { Timeout: 10 },
    );
    const failed = async (how: string) => {
      const { value, functionError } = await invoke(name, { how });
      expect(functionError).toBe('Unhandled');
      return value;
    };
    const ended = (how: string) => ({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(new RegExp(`Error: Runtime exited with error: ${how}$`)),
    });

    expect(await failed('throw')).toMatchObject({ errorType: 'TypeError', errorMessage: 'as wanted' });
    expect(await failed('exit')).toEqual(ended('exit status 3'));
    expect(await failed('wait')).toMatchObject({
      errorMessage: expect.stringMatching(/ Task timed out after 10\.00 seconds$/),
    });
    expect(await failed('hoard')).toEqual(ended('signal: killed'));
    expect((await invoke(name, { how: 'fine' })).value).toBe('fine');
  });

  test('a custom resource answers by HTTPS, as CDK’s do, whatever its address says', async () => {
    const provider = `const { request } = require('node:https');
      exports.handler = async ({ ResponseURL, StackId, RequestId, LogicalResourceId, RequestType }) => {
        const { hostname, pathname } = new URL(ResponseURL);
        const Data = { Host: hostname };
        const body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'thing', StackId, RequestId, LogicalResourceId, Data });
        const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
        await new Promise((done, failed) => {
          request({ hostname, path: pathname, method: 'PUT', headers }, done).on('error', failed).end(body);
        });
      };`;
    const Provider = {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/test',
        Timeout: 30,
        Code: { ZipFile: provider },
      },
    };
    const Thing = { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] } } };
    const stack = new TestStack(localstack.clientSettings);

    const deployed = await stack.deploy({
      Resources: { Provider, Thing },
      Outputs: { Host: { Value: { 'Fn::GetAtt': ['Thing', 'Host'] } } },
    });

    expect(deployed).toBe(true);
    expect(await stack.outputs()).toEqual({ Host: 'localstack' });
    await stack.delete();
  });

  test('containers have the memory of their function, and end with LocalStack', async () => {
    const code = `export const handler = async () => 'here';`;
    await invoke(await deploy(code, { MemorySize: 512 }));
    const [newest = ''] = await localstack.functionContainers();
    expect(await docker('inspect', '--format={{.HostConfig.Memory}}', newest)).toBe(String((512 + 64) * 1_048_576));

    await localstack.stop();
    expect(await localstack.functionContainers()).toEqual([]);

    await localstack.start(authority);
    await invoke(await deploy(code));
    await localstack.kill();
    expect(await localstack.functionContainers()).toHaveLength(1);
    await localstack.start(authority);
    expect(await localstack.functionContainers()).toEqual([]);
  }, 300_000);
});

/** A container with a TLS server that answers nothing. */
async function startPeer(network: string, certificate: string, privateKey: string): Promise<void> {
  const server = `require('node:tls').createServer({ cert: process.env.CERT, key: process.env.KEY }).listen(8443)`;
  const place = ['--detach', `--network=${network}`, '--network-alias=peer', '--entrypoint=/var/lang/bin/node'];
  await docker('run', ...place, `--env=CERT=${certificate}`, `--env=KEY=${privateKey}`, lambdaImage, '-e', server);
}
