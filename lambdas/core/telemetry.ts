import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { metricsNamespace } from './metric-names.ts';

/** Each function logs and counts as itself: Lambda tells its name. */
const serviceName = process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'users-pipeline';

export const logger = new Logger({ serviceName });
export const metrics = new Metrics({ namespace: metricsNamespace, serviceName });
