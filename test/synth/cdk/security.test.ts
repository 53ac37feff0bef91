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
});

test('the database of stage aws is not public', () => {
  templateOf('aws').hasResourceProperties('AWS::RDS::DBInstance', { PubliclyAccessible: false });
});
