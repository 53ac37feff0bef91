import { randomBytes } from 'node:crypto';
import type { ClusterType, Provisioned, ServerlessRequest, StateInfo } from '@aws-sdk/client-kafka';

import type { Login } from '../../login.ts';

export type ClusterState = 'CREATING' | 'ACTIVE' | 'UPDATING' | 'REBOOTING_BROKER' | 'DELETING' | 'FAILED';

/** A cluster as it is kept: members of the API are as the API has them. */
export interface Cluster {
  readonly arn: string;
  readonly name: string;
  readonly state: ClusterState;
  /** Why it failed. */
  readonly stateInfo?: StateInfo;
  /** Changes with each change of the cluster. */
  readonly version: string;
  /** ISO. */
  readonly created: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What it is made of; a serverless cluster has the other one. */
  readonly provisioned?: Provisioned;
  readonly serverless?: ServerlessRequest;
  /** The change under way. */
  readonly operationArn?: string;
  /** By the ARN of their secrets. */
  readonly scramLogins?: Readonly<Record<string, Login>>;
  readonly policy?: { readonly version: string; readonly text: string };
}

export function typeOf(cluster: Cluster): ClusterType {
  return cluster.provisioned ? 'PROVISIONED' : 'SERVERLESS';
}

/** Whether nothing is under way. */
export function isAtRest({ state }: Cluster): boolean {
  return state === 'ACTIVE' || state === 'FAILED';
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Such as K3AEGXETSR30VB. */
export function newVersion(): string {
  return `K${Array.from(randomBytes(13), (byte) => digits[byte % digits.length]).join('')}`;
}
