import type {
  BatchAssociateScramSecretRequest,
  BatchDisassociateScramSecretRequest,
  ListScramSecretsRequest,
  UnprocessedScramSecret,
} from '@aws-sdk/client-kafka';
import { AwsError } from '../../aws-error.ts';
import type { Login } from '../../login.ts';
import type { Caller, Operations } from '../../operation.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { requireState } from '../clusters/cluster-state.ts';
import type { Clusters } from '../clusters/clusters.ts';
import { badRequest } from '../errors.ts';
import { pageOf } from '../paging.ts';
import { requireDistinct, required, requireSize } from '../rules.ts';

interface ScramSecretsOptions {
  readonly clusters: Clusters;
  /** @throws AwsError with the code and message of an unprocessed secret */
  readonly readLogin: (secretArn: string, caller: Caller) => Promise<Login>;
  readonly loginsChanged: () => void;
}

const mostSecrets = 10;
const secretArn = /^arn:aws[\w-]*:secretsmanager:([a-z0-9-]+):(\d{12}):secret:\S+$/;

/** Secrets that let clients sign in: their logins are the broker's as long as they are associated with a cluster. */
export function scramSecretOperations({ clusters, readLogin, loginsChanged }: ScramSecretsOptions): Operations {
  const find = (request: BatchAssociateScramSecretRequest, caller: Caller): [Cluster, string[]] => {
    const arns = required('secretArnList', request.SecretArnList);
    requireSecretArns(arns, caller);
    const cluster = clusters.find(request.ClusterArn, caller);
    requireState(cluster, ['ACTIVE']);
    return [cluster, arns];
  };
  const save = (arn: string, change: (logins: Readonly<Record<string, Login>>) => Record<string, Login>) => {
    const cluster = clusters.get(arn);
    if (!cluster) return;
    clusters.set({ ...cluster, scramLogins: change(cluster.scramLogins ?? {}) });
    loginsChanged();
  };
  return {
    BatchAssociateScramSecret: async (request: BatchAssociateScramSecretRequest, caller: Caller) => {
      const [cluster, arns] = find(request, caller);
      if (!cluster.provisioned?.ClientAuthentication?.Sasl?.Scram?.Enabled) {
        throw badRequest('SASL/SCRAM authentication is not enabled for the cluster.');
      }
      const read = await Promise.all(arns.map((arn) => readOne(arn, () => readLogin(arn, caller))));
      const logins = read.flatMap(({ arn, login }) => (login ? [[arn, login] as const] : []));
      save(cluster.arn, (before) => ({ ...before, ...Object.fromEntries(logins) }));
      const UnprocessedScramSecrets = read.flatMap(({ unprocessed }) => unprocessed ?? []);
      return { ClusterArn: cluster.arn, UnprocessedScramSecrets };
    },
    BatchDisassociateScramSecret: (request: BatchDisassociateScramSecretRequest, caller: Caller) => {
      const [cluster, arns] = find(request, caller);
      const strange = arns.filter((arn) => !cluster.scramLogins?.[arn]);
      save(cluster.arn, (before) => Object.fromEntries(Object.entries(before).filter(([arn]) => !arns.includes(arn))));
      const UnprocessedScramSecrets = strange.map((arn) =>
        unprocessed(arn, 'InvalidSecretArn', 'The provided secret is not associated with the cluster.'),
      );
      return { ClusterArn: cluster.arn, UnprocessedScramSecrets };
    },
    ListScramSecrets: (request: ListScramSecretsRequest, caller: Caller) => {
      const { scramLogins = {} } = clusters.find(request.ClusterArn, caller);
      const { items, ...next } = pageOf(Object.keys(scramLogins), request);
      return { SecretArnList: items, ...next };
    },
  };
}

async function readOne(arn: string, read: () => Promise<Login>) {
  try {
    return { arn, login: await read() };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { arn, unprocessed: unprocessed(arn, error.code, error.message) };
  }
}

function unprocessed(SecretArn: string, ErrorCode: string, ErrorMessage: string): UnprocessedScramSecret {
  return { SecretArn, ErrorCode, ErrorMessage };
}

function requireSecretArns(arns: readonly string[], { account, region }: Caller): void {
  requireSize(arns, 1, mostSecrets);
  requireDistinct(arns);
  for (const arn of arns) {
    const [, ofRegion, ofAccount] = secretArn.exec(arn) ?? [];
    if (ofRegion !== region || ofAccount !== account) throw badRequest('The provided secret ARN is invalid.');
  }
}
