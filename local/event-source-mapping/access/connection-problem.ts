import { MappingProblem, type ProblemReason } from '../mapping-problem.ts';

/** One error of a chain, with the fields that kafkajs, Kafka and Node give to theirs. */
interface Link {
  readonly name: string;
  readonly message: string;
  /** Of Kafka's protocol, such as TOPIC_AUTHORIZATION_FAILED. */
  readonly type: string;
  /** Of the system, of TLS, or the protocol's number. */
  readonly code: string;
}

interface Rule {
  readonly reason: ProblemReason;
  /** AWS's own words. */
  readonly says: string;
  applies(link: Link): boolean;
  readonly detail: (link: Link) => string;
}

const connectionErrors: readonly string[] = [
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
  'KafkaJSSASLAuthenticationError',
];
// What kafkajs makes of a broker that takes its connection and leaves the first request unanswered.
const neverGreeted = 'Broker not connected';
const chainLimit = 10;
const message = (link: Link) => link.message;

const rules: readonly Rule[] = [
  {
    reason: 'EVENT_SOURCE_AUTHN_ERROR',
    says: 'SASL authentication failed',
    applies: ({ name, type, message: text }) =>
      (name === 'KafkaJSSASLAuthenticationError' && !isLostConnection(text)) ||
      ['SASL_AUTHENTICATION_FAILED', 'UNSUPPORTED_SASL_MECHANISM', 'ILLEGAL_SASL_STATE'].includes(type),
    detail: message,
  },
  {
    reason: 'EVENT_SOURCE_AUTHZ_ERROR',
    says: 'Cluster failed to authorize Lambda',
    // kafkajs keeps to itself why it finds no coordinator; in a cluster that lists its topics, it may not ask for one.
    applies: ({ name, type }) => type.endsWith('_AUTHORIZATION_FAILED') || name === 'KafkaJSGroupCoordinatorNotFound',
    detail: message,
  },
  {
    reason: 'EVENT_SOURCE_AUTHN_ERROR',
    says: 'Server failed to authenticate Lambda',
    applies: ({ code }) => /^ERR_SSL_.*ALERT/.test(code),
    // OpenSSL's message has the number of a thread and a line of its sources.
    detail: ({ code }) => code,
  },
  {
    reason: 'EVENT_SOURCE_AUTHN_ERROR',
    says: 'Lambda failed to authenticate server',
    applies: ({ code }) =>
      /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_|INVALID_CA|PATH_LENGTH_|HOSTNAME_|INVALID_PURPOSE)/.test(
        code,
      ),
    detail: message,
  },
  {
    reason: 'ESM_CONFIG_NOT_VALID',
    says: 'Connection error. Please check your event source connection configuration.',
    applies: ({ name, message: text }) => connectionErrors.includes(name) || text === neverGreeted,
    // Of a name with several addresses Node tells no more than the code.
    detail: ({ message: text, code }) => (text.includes(code) ? text : `${text} ${code}`),
  },
];

/** What an error of the Kafka client means for its mapping, in AWS's words; undefined where AWS has none. */
export function problemOf(error: unknown): MappingProblem | undefined {
  if (error instanceof MappingProblem) return error;
  const links = chainOf(error);
  for (const { reason, says, applies, detail } of rules) {
    const link = links.find(applies);
    if (link) return new MappingProblem(reason, `${says} (${oneLine(detail(link))})`, { cause: error });
  }
  return undefined;
}

/** kafkajs makes a broker that goes silent or away during the sign-in a failed sign-in. */
function isLostConnection(text: string): boolean {
  return /timed out|timeout|closed connection|not connected|connection closed|connection error/i.test(text);
}

function chainOf(error: unknown): Link[] {
  const links: Link[] = [];
  for (let one = error; typeof one === 'object' && one !== null && links.length < chainLimit; ) {
    const { name, message: text, type, code } = one as Partial<Record<keyof Link, unknown>>;
    links.push({ name: word(name), message: word(text), type: word(type), code: word(code) });
    one = (one as Error).cause;
  }
  return links;
}

function word(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
