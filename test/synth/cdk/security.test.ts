import { stages } from '../../../cdk/stages.ts';
import { statementsOf, templateOf } from './synthesise.ts';

const anyone = ['0.0.0.0/0', '::/0'];

/**
 * Lambda makes a function's network interfaces before they have names, EC2 has no narrower resource for what Keyspaces
 * asks of those who use its VPC endpoint, and X-Ray has none at all.
 */
const allowedOnEverything = [
  ...['ec2:CreateNetworkInterface', 'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface'],
  ...['ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
  ...['ec2:DescribeNetworkInterfaces', 'ec2:DescribeVpcEndpoints'],
  ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
];

describe.each(Object.keys(stages))('stage %s', (stage) => {
  const template = templateOf(stage);

  test('allows no wildcard action, and on every resource only what has no narrower one', () => {
    const statements = statementsOf(template);
    const actionsOf = ({ Action }: { Action: string | string[] }) => [Action].flat();

    const wildcards = statements.flatMap(actionsOf).filter((action) => action.includes('*'));
    const onEverything = statements.filter(({ Resource }) => [Resource].flat().includes('*')).flatMap(actionsOf);

    expect(statements).not.toHaveLength(0);
    expect(wildcards).toEqual([]);
    expect(onEverything.filter((action) => !allowedOnEverything.includes(action))).toEqual([]);
  });

  test('lets nobody in from everywhere', () => {
    const groups = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
    const separate = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'));

    const rules = [
      ...groups.flatMap(({ Properties }) => Properties.SecurityGroupIngress ?? []),
      ...separate.map(({ Properties }) => Properties),
    ];

    expect(rules.filter(({ CidrIp, CidrIpv6 }) => anyone.includes(CidrIp) || anyone.includes(CidrIpv6))).toEqual([]);
  });

  test('has no password in the template', () => {
    const text = JSON.stringify(template.toJSON());

    expect(text).not.toMatch(/"(MasterUserPassword|password)":\s*"/i);
  });

  test('lets functions sign in to the proxy as one user, and to nothing else of RDS', () => {
    const statements = statementsOf(template).filter(({ Action }) => [Action].flat().includes('rds-db:connect'));

    expect(statements).toHaveLength(4);
    for (const { Action, Resource } of statements) {
      expect(Action).toBe('rds-db:connect');
      expect(JSON.stringify(Resource)).toMatch(/DatabaseProxy\w+","DBProxyArn".*"\/users_pipeline"/);
    }
  });

  test('lets only the functions that ask the internet, MSK or S3 out, and only by https', () => {
    const groups = Object.entries(template.findResources('AWS::EC2::SecurityGroup'));
    const open = groups.flatMap(([id, { Properties }]) =>
      (Properties.SecurityGroupEgress ?? [])
        .filter(({ CidrIp }: { CidrIp: string }) => anyone.includes(CidrIp))
        .map(({ FromPort, ToPort }: { FromPort: number; ToPort: number }) => `${id}: ${FromPort}-${ToPort}`),
    );

    expect(open.sort()).toEqual([
      expect.stringMatching(/^FetchSecurityGroup\w+: 443-443$/),
      expect.stringMatching(/^MigrationMigrateSecurityGroup\w+: 443-443$/),
      expect.stringMatching(/^RedriveSecurityGroup\w+: 443-443$/),
      // Its subnets lead nowhere but to S3: see below.
      expect.stringMatching(/^SinkSecurityGroup\w+: 443-443$/),
    ]);
  });

  test('runs the sink, the brokers, the database and its proxy where nothing leads out', () => {
    const routes = Object.values(template.findResources('AWS::EC2::Route')).map(({ Properties }) => Properties);
    const [sink] = Object.values(template.findResources('AWS::Lambda::Function')).filter(
      ({ Properties }) => Properties.FunctionName === 'users-sink',
    );
    const [cluster] = Object.values(template.findResources('AWS::MSK::Cluster'));
    const [group] = Object.values(template.findResources('AWS::RDS::DBSubnetGroup'));
    const [proxy] = Object.values(template.findResources('AWS::RDS::DBProxy'));

    const subnets = [
      sink?.Properties.VpcConfig.SubnetIds,
      cluster?.Properties.BrokerNodeGroupInfo.ClientSubnets,
      group?.Properties.SubnetIds,
      proxy?.Properties.VpcSubnetIds,
    ].flat() as { Ref: string }[];

    expect(subnets).toHaveLength(12);
    expect(subnets.filter(({ Ref }) => !/innerSubnet\dSubnet/.test(Ref))).toEqual([]);
    expect(routes).not.toHaveLength(0);
    expect(routes.filter(({ RouteTableId }) => /inner/.test(RouteTableId.Ref))).toEqual([]);
  });

  test('lets the inner subnets reach only the bucket and the queue of dead letters by their endpoints', () => {
    const endpoints = Object.values(template.findResources('AWS::EC2::VPCEndpoint')).map(
      ({ Properties }) => Properties,
    );
    const s3 = endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway');
    const policies = endpoints.flatMap(({ PolicyDocument }) => PolicyDocument?.Statement ?? []);

    expect(s3.flatMap(({ RouteTableIds }) => RouteTableIds)).toHaveLength(3);
    expect(s3.flatMap(({ RouteTableIds }) => RouteTableIds).filter(({ Ref }) => !/innerSubnet\d/.test(Ref))).toEqual(
      [],
    );
    expect(policies.map(({ Action, Resource }) => [Action, JSON.stringify(Resource)])).toEqual([
      ['sqs:SendMessage', expect.stringMatching(/^{"Fn::GetAtt":\["MappingFailures\w+","Arn"\]}$/)],
      ['s3:PutObject', expect.stringMatching(/"DeadLettersBucket\w+","Arn"\]},"\/\*"/)],
    ]);
  });
});
