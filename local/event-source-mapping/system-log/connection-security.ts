import type { KafkaAccess } from '../access/kafka-access.ts';

/** Kafka's names for how a consumer connects, without anything secret. A login is always over TLS. */
export function connectionSecurity({ ssl, sasl }: KafkaAccess) {
  if (sasl === undefined) return { securityProtocol: ssl ? 'SSL' : 'PLAINTEXT' };
  return { securityProtocol: 'SASL_SSL', saslMechanism: mechanismName(sasl.mechanism) };
}

/** Only MSK's IAM comes as OAUTHBEARER, and AWS calls it by the name that it has in Java. */
function mechanismName(mechanism: string): string {
  return mechanism === 'oauthbearer' ? 'AWS_MSK_IAM' : mechanism.toUpperCase();
}
