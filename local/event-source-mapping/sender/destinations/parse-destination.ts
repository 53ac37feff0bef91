import { MappingProblem } from '../../mapping-problem.ts';

/** A mapping's on-failure destination, by what takes the records. */
export type DestinationName =
  | { readonly kind: 'sqs' | 'sns'; readonly arn: string }
  | { readonly kind: 's3'; readonly bucket: string }
  | { readonly kind: 'kafka'; readonly topic: string };

const arnPattern = /^arn:aws[a-z-]*:(?<service>sqs|sns|s3):[a-z0-9-]*:\d*:(?<resource>[^:/]+)$/;
const topicPattern = /^kafka:\/\/(?<topic>[a-zA-Z0-9._-]+)$/;

/** @throws MappingProblem for a destination that a mapping of the topic cannot have. */
export function parseDestination(name: string, sourceTopic: string): DestinationName {
  const topic = topicPattern.exec(name)?.groups?.topic;
  if (topic === sourceTopic) throw refused(name, 'is the topic that the records come from; name another topic');
  if (topic !== undefined) return { kind: 'kafka', topic };

  const { service, resource } = arnPattern.exec(name)?.groups ?? {};
  if (service === 's3' && resource !== undefined) return { kind: 's3', bucket: resource };
  if (service !== 'sqs' && service !== 'sns') {
    throw refused(
      name,
      'is none; name an SQS queue, an SNS topic or an S3 bucket by its ARN, or a topic as kafka://name',
    );
  }
  if (resource?.endsWith('.fifo')) {
    throw refused(
      name,
      `is a FIFO ${service === 'sqs' ? 'queue' : 'topic'}, which takes no failures; name a standard one`,
    );
  }
  return { kind: service, arn: name };
}

function refused(name: string, why: string): MappingProblem {
  return new MappingProblem('ESM_CONFIG_NOT_VALID', `The on-failure destination ${name} ${why}.`);
}
