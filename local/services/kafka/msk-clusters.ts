/** The ARN under which the local broker answers the MSK API without a cluster having been made. */
export const clusterArn = 'arn:aws:kafka:us-east-1:000000000000:cluster/local/11111111-1111-4111-8111-111111111111-1';

/** The same broker, as a cluster that lets nobody in without TLS. */
export const securedClusterArn =
  'arn:aws:kafka:us-east-1:000000000000:cluster/secured/22222222-2222-4222-8222-222222222222-2';
