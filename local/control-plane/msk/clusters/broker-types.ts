import { badRequest } from '../errors.ts';

const sizes = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'];

/** Those that MSK has; here they are names. */
const brokerTypes = [
  'kafka.t3.small',
  ...[...sizes, '24xlarge'].map((size) => `kafka.m5.${size}`),
  ...sizes.map((size) => `kafka.m7g.${size}`),
  ...sizes.map((size) => `express.m7g.${size}`),
];

/** @throws AwsError BadRequestException */
export function requireBrokerType(type: string): void {
  if (brokerTypes.includes(type)) return;
  throw badRequest(`Unsupported InstanceType specified. Valid values: [${brokerTypes.join(', ')}]`);
}

/** Whether MSK looks after its storage. */
export function isExpress(type: string | undefined): boolean {
  return type?.startsWith('express.') ?? false;
}
