import { createS3Client } from '../../lambdas/core/clients/s3.ts';
import { readVariable } from '../../lambdas/core/config.ts';
import { fetchHandler } from '../../lambdas/fetch-users/fetch-handler.ts';
import { bucketVariable } from './config-keys.ts';
import { customerFiles } from './customer-files.ts';

const bucket = readVariable(process.env, bucketVariable);

export const handler = fetchHandler(customerFiles(createS3Client(), bucket));
