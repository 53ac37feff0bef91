import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeVpcAttributeCommand,
  EC2Client,
  type Route,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import { TestStack } from '../../../support/stack/test-stack.ts';

const ec2 = new EC2Client(clientSettings());
let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());

const ref = (Ref: string) => ({ Ref });
const attribute = (...path: [string, string]) => ({ 'Fn::GetAtt': path });

const vpc = (Properties: object = {}) => ({
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.30.0.0/16', ...Properties } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.30.0.0/24' } },
});

const group = (Properties: object = {}) => ({
  Type: 'AWS::EC2::SecurityGroup',
  Properties: { GroupDescription: 'a test', VpcId: ref('Vpc'), ...Properties },
});

const rule = (kind: 'Ingress' | 'Egress', Properties: object) => ({
  Type: `AWS::EC2::SecurityGroup${kind}`,
  Properties: {
    GroupId: attribute('Group', 'GroupId'),
    IpProtocol: 'tcp',
    FromPort: 5432,
    ToPort: 5432,
    ...Properties,
  },
});

async function rulesOf(groupId: string | undefined): Promise<SecurityGroupRule[]> {
  const Filters = [{ Name: 'group-id', Values: [groupId ?? ''] }];
  const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }));
  return SecurityGroupRules;
}

/** Of one direction, as `PORT PEER description`. */
function told(rules: readonly SecurityGroupRule[], egress: boolean): string[] {
  return rules
    .filter(({ IsEgress }) => IsEgress === egress)
    .map(({ FromPort, CidrIpv4, ReferencedGroupInfo, Description = '' }) =>
      [FromPort, CidrIpv4 ?? (ReferencedGroupInfo && 'group'), Description].filter((part) => part !== '').join(' '),
    )
    .sort();
}

test('makes, changes and replaces the rules of security groups, in them and beside them', async () => {
  const Outputs = { Group: { Value: attribute('Group', 'GroupId') }, Rule: { Value: ref('FromCidr') } };
  const first = {
    ...vpc(),
    Peer: group(),
    Group: group({
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' }],
      SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }],
    }),
    FromPeer: rule('Ingress', { SourceSecurityGroupId: attribute('Peer', 'GroupId') }),
    FromCidr: rule('Ingress', { CidrIp: '10.1.0.0/16', Description: 'old' }),
    ToPeer: rule('Egress', { DestinationSecurityGroupId: attribute('Peer', 'GroupId') }),
  };
  const second = {
    ...first,
    Group: group({ SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/8' }] }),
    FromPeer: rule('Ingress', { SourceSecurityGroupId: attribute('Peer', 'GroupId'), FromPort: 9098, ToPort: 9098 }),
    FromCidr: rule('Ingress', { CidrIp: '10.1.0.0/16', Description: 'new' }),
  };

  expect(await stack.deploy({ Resources: first, Outputs })).toBe(true);
  const made = await stack.outputs();
  const before = await rulesOf(made.Group);
  expect(await stack.deploy({ Resources: second, Outputs })).toBe(true);
  const changed = await stack.outputs();
  const after = await rulesOf(made.Group);

  expect(told(before, false)).toEqual(['22 10.0.0.0/8', '5432 10.1.0.0/16 old', '5432 group']);
  expect(told(before, true)).toEqual(['443 0.0.0.0/0', '5432 group']);
  expect(told(after, false)).toEqual(['5432 10.1.0.0/16 new', '80 10.0.0.0/8', '9098 group']);
  // Without rules of its own a group lets all out.
  expect(told(after, true)).toEqual(['-1 0.0.0.0/0', '5432 group']);
  expect(changed).toEqual(made);
  expect(before.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId)).toContain(made.Rule);
});

test('routes lead to their gateways, and elsewhere when the template says so', async () => {
  const tag = (Value: string) => [{ Key: 'Name', Value }];
  const network = (target: object, name: string) => ({
    ...vpc({ EnableDnsHostnames: true }),
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    Attachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') },
    },
    Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc', Tags: tag(name) } },
    Nat: {
      Type: 'AWS::EC2::NatGateway',
      Properties: { SubnetId: ref('Subnet'), AllocationId: attribute('Address', 'AllocationId') },
    },
    Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
    Route: {
      Type: 'AWS::EC2::Route',
      DependsOn: ['Attachment'],
      Properties: { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', ...target },
    },
  });
  const Outputs = Object.fromEntries(
    Object.entries({
      Vpc: ref('Vpc'),
      Gateway: ref('Gateway'),
      Nat: ref('Nat'),
      Table: ref('Table'),
      PublicIp: ref('Address'),
      AllocationId: attribute('Address', 'AllocationId'),
    }).map(([name, Value]) => [name, { Value }]),
  );
  const route = async (table = ''): Promise<Route | undefined> => {
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [table] }));
    return RouteTables[0]?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
  };

  await stack.deploy({ Resources: network({ GatewayId: ref('Gateway') }, 'one'), Outputs });
  const ids = await stack.outputs();
  const direct = await route(ids.Table);
  await stack.deploy({ Resources: network({ NatGatewayId: ref('Nat') }, 'two'), Outputs });
  const translated = await route(ids.Table);
  const { Addresses } = await ec2.send(new DescribeAddressesCommand({ PublicIps: [ids.PublicIp ?? ''] }));
  const VpcId = ids.Vpc ?? '';
  const dns = await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }));
  await stack.delete();
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  const left = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));

  expect(direct).toMatchObject({ GatewayId: ids.Gateway });
  expect(translated).toMatchObject({ NatGatewayId: ids.Nat });
  expect(Addresses).toMatchObject([{ AllocationId: ids.AllocationId, Tags: [{ Key: 'Name', Value: 'two' }] }]);
  expect(dns.EnableDnsHostnames).toEqual({ Value: true });
  expect(left.NetworkInterfaces).toEqual([]);
});

test('makes and deletes a flow log', async () => {
  const Resources = {
    ...vpc(),
    Group: { Type: 'AWS::Logs::LogGroup' },
    FlowLog: {
      Type: 'AWS::EC2::FlowLog',
      Properties: {
        ResourceType: 'VPC',
        ResourceId: ref('Vpc'),
        TrafficType: 'REJECT',
        LogGroupName: ref('Group'),
        DeliverLogsPermissionArn: 'arn:aws:iam::000000000000:role/flow-logs',
      },
    },
  };
  const described = async (id = '') =>
    (await ec2.send(new DescribeFlowLogsCommand({ Filter: [{ Name: 'flow-log-id', Values: [id] }] }))).FlowLogs;

  await stack.deploy({ Resources, Outputs: { FlowLog: { Value: ref('FlowLog') }, Vpc: { Value: ref('Vpc') } } });
  const { FlowLog, Vpc } = await stack.outputs();
  const made = await described(FlowLog);
  await stack.delete();

  expect(made).toMatchObject([{ ResourceId: Vpc, TrafficType: 'REJECT', DeliverLogsStatus: 'SUCCESS' }]);
  expect(await described(FlowLog)).toEqual([]);
});
