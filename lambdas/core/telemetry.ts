import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';

/** Each function logs, counts and traces as itself: Lambda tells its name. */
const serviceName = process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'users-pipeline';

export const logger = new Logger({ serviceName });
export const metrics = new Metrics({ namespace: 'UsersPipeline', serviceName });
export const tracer = new Tracer({ serviceName });
