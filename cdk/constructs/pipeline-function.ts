import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Connection } from './connection.ts';

const projectDir = join(import.meta.dirname, '..', '..');

/** Where a function runs, which is the same for all of a stage. */
export interface PlaceProps {
  /** @default - outside any VPC. */
  readonly vpc?: IVpc;
  readonly logRetentionDays: number;
}

export interface PipelineFunctionProps extends PlaceProps {
  readonly functionName: string;
  readonly description: string;
  /** The folder of lambdas/ that has the handler.ts. */
  readonly folder: string;
  readonly timeoutSeconds: number;
  /** @default 512 */
  readonly memoryMb?: number;
  /** @default - only what its connections bring. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A handler of lambdas/, bundled by esbuild, with a log group of its own and the rights its connections need. */
export class PipelineFunction extends NodejsFunction {
  private readonly variables = new Map<string, string>();

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id, {
      functionName: props.functionName,
      description: props.description,
      entry: handlerFile(props.folder),
      projectRoot: projectDir,
      depsLockFilePath: join(projectDir, 'package-lock.json'),
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.X86_64,
      tracing: Tracing.ACTIVE,
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMb ?? 512,
      vpc: props.vpc,
      logGroup: new LogGroup(scope, `${id}Log`, {
        logGroupName: `/aws/lambda/${props.functionName}`,
        retention: props.logRetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      bundling: {
        format: OutputFormat.CJS,
        target: 'node22',
        minify: true,
        // Errors are told apart by their class names, in the logs too.
        keepNames: true,
        mainFields: ['module', 'main'],
        // Not the SDK: its version is the one that was tested. These are optional parts of pg and cassandra-driver.
        externalModules: ['pg-native', 'kerberos'],
      },
    });
    this.addVariables(props.environment ?? {});
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

function handlerFile(folder: string): string {
  const file = join(projectDir, 'lambdas', folder, 'handler.ts');
  if (!existsSync(file)) throw new Error(`${file} is missing: each function's folder needs a handler.ts.`);
  return file;
}
