import type { KafkaAccess } from '../../../../../local/event-source-mapping/access/kafka-access.ts';
import { connectionSecurity } from '../../../../../local/event-source-mapping/system-log/connection-security.ts';

const login = { username: 'user', password: 'secret' };
const iam = { mechanism: 'oauthbearer', authenticationProvider: () => ({ authenticate: async () => undefined }) };

test.each<[string, Partial<KafkaAccess>, object]>([
  ['plaintext', {}, { securityProtocol: 'PLAINTEXT' }],
  ['TLS', { ssl: true }, { securityProtocol: 'SSL' }],
  [
    'a password',
    { ssl: true, sasl: { mechanism: 'plain', ...login } },
    { securityProtocol: 'SASL_SSL', saslMechanism: 'PLAIN' },
  ],
  [
    'SCRAM',
    { ssl: true, sasl: { mechanism: 'scram-sha-512', ...login } },
    { securityProtocol: 'SASL_SSL', saslMechanism: 'SCRAM-SHA-512' },
  ],
  ['IAM', { ssl: true, sasl: iam }, { securityProtocol: 'SASL_SSL', saslMechanism: 'AWS_MSK_IAM' }],
])('names %s as Kafka does', (_, access, security) => {
  expect(connectionSecurity({ brokers: [], ...access })).toEqual(security);
});
