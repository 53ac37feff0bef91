import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Connection } from './connection.ts';
import { bundledCode, functionRuntime } from './function-bundling.ts';
import type { Network } from './network.ts';

/** Where a function runs, which is the same for all of a stage. */
export interface PlaceProps {
  readonly network: Network;
  readonly logRetentionDays: number;
}

export interface PipelineFunctionProps extends Omit<PlaceProps, 'network'> {
  /** @default - in no VPC, where the internet and the APIs of AWS are all it can ask. */
  readonly network?: Network;
  readonly functionName: string;
  readonly description: string;
  /** The folder that has the handler.ts, as the project calls it: lambdas/sink-users. */
  readonly folder: string;
  readonly timeoutSeconds: number;
  /** Whether it asks the internet or an API of AWS, beside its connections. @default false */
  readonly reachesOut?: boolean;
  /** @default 512 */
  readonly memoryMb?: number;
  /** Of the version that is published; where it changes, a new one is. @default - none */
  readonly versionDescription?: string;
  /** @default - only what its connections bring. */
  readonly environment?: Readonly<Record<string, string>>;
}

// As in AWSLambdaVPCAccessExecutionRole.
const networkInterfaceActions = [
  'CreateNetworkInterface',
  'DescribeNetworkInterfaces',
  'DescribeSubnets',
  'DeleteNetworkInterface',
  'AssignPrivateIpAddresses',
  'UnassignPrivateIpAddresses',
].map((action) => `ec2:${action}`);

/** A handler of lambdas/, bundled by esbuild, with a log group of its own and the rights its connections need. */
export class PipelineFunction extends LambdaFunction {
  private readonly variables = new Map<string, string>();

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, {
      logGroupName: `/aws/lambda/${props.functionName}`,
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { network } = props;
    super(scope, id, {
      functionName: props.functionName,
      description: props.description,
      code: bundledCode(props.folder),
      handler: 'index.handler',
      runtime: functionRuntime,
      architecture: Architecture.X86_64,
      tracing: Tracing.ACTIVE,
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMb ?? 512,
      currentVersionOptions: { description: props.versionDescription },
      ...(network && placeIn(network, scope, `${id}SecurityGroup`, props)),
      logGroup,
      role: createRole(scope, `${id}Role`, logGroup, network !== undefined),
    });
    // Since Node 20 Lambda does not load Amazon's own certificate authorities, which sign RDS's certificates, by itself.
    this.addVariables({ NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem', ...props.environment });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-L1',
      reason: 'Node.js 22 is supported until 2027, and one version for all is one that a laptop needs.',
    });
  }

  /** Tells the function where its connections lead, and lets it use them. */
  connectTo(...connections: readonly Connection[]): void {
    for (const connection of connections) {
      this.addVariables(connection.environment);
      connection.allow(this);
    }
  }

  /** Two connections may say the same; none may overrule another. */
  private addVariables(variables: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(variables)) {
      const present = this.variables.get(name);
      if (present !== undefined && present !== value) {
        throw new Error(`${this.node.path}: environment variable ${name} is set to ${present} and to ${value}.`);
      }
      this.variables.set(name, value);
      this.addEnvironment(name, value);
    }
  }
}

/** Ways out are made one by one: by the connections, and to whatever speaks https. */
function placeIn(network: Network, scope: Construct, groupId: string, props: PipelineFunctionProps) {
  const { functionName, reachesOut = false } = props;
  const group = new SecurityGroup(scope, groupId, {
    vpc: network.vpc,
    description: `Function ${functionName}`,
    allowAllOutbound: false,
  });
  if (reachesOut) group.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'The internet and APIs of AWS');
  return { vpc: network.vpc, vpcSubnets: reachesOut ? network.outward : network.inner, securityGroups: [group] };
}

/** Lambda's managed policies would let a function write every log of the account. */
function createRole(scope: Construct, id: string, logGroup: LogGroup, isInVpc: boolean): Role {
  const role = new Role(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  if (isInVpc) role.addToPolicy(new PolicyStatement({ actions: networkInterfaceActions, resources: ['*'] }));
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'Traces belong to no resource, and Lambda itself makes the network interfaces before their names are known.',
  });
  return role;
}
