import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/** One thing that a function uses: what the function has to be told, and what it has to be allowed. */
export interface Connection {
  /** Environment variables by their name. */
  readonly environment: Readonly<Record<string, string>>;
  /** Gives the function its permissions and its way to the port. */
  allow(user: LambdaFunction): void;
}
