import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/** How esbuild makes a function of its handler. */
export const functionBundling = {
  format: OutputFormat.CJS,
  target: 'node22',
  minify: true,
  // Errors are told apart by their class names, in the logs too.
  keepNames: true,
  mainFields: ['module', 'main'],
  // Not the SDK: its version is the one that was tested. These are optional parts of pg and cassandra-driver.
  externalModules: ['pg-native', 'kerberos'],
} satisfies BundlingOptions;
