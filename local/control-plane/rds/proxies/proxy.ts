import type { ConnectionPoolConfigurationInfo, Tag, UserAuthConfig } from '@aws-sdk/client-rds';
import type { Caller } from '../../operation.ts';

export interface TargetGroup {
  /** Such as prx-tg-0123456789abcdef0. */
  readonly id: string;
  readonly pool: ConnectionPoolConfigurationInfo;
  /** The resource ids of instances; at most one. */
  readonly targets: readonly string[];
  /** ISO. */
  readonly updatedAt: string;
}

export interface DatabaseProxy extends Caller {
  readonly name: string;
  /** Such as prx-0123456789abcdef0; never changes. */
  readonly id: string;
  readonly status: 'creating' | 'available' | 'incompatible-network';
  /** Where clients connect, on 127.0.0.1. */
  readonly port: number;
  readonly auth: readonly UserAuthConfig[];
  readonly requireTls: boolean;
  /** Seconds; told, and not acted on. */
  readonly idleClientTimeout: number;
  readonly debugLogging: boolean;
  readonly roleArn: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroups: readonly string[];
  readonly targetGroup: TargetGroup;
  readonly tags: readonly Tag[];
  /** ISO. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Every proxy has one target group, with this name. */
export const targetGroupName = 'default';

export function proxyArn({ account, region, id }: Pick<DatabaseProxy, 'account' | 'region' | 'id'>): string {
  return `arn:aws:rds:${region}:${account}:db-proxy:${id}`;
}

export function targetGroupArn({ account, region, targetGroup }: DatabaseProxy): string {
  return `arn:aws:rds:${region}:${account}:target-group:${targetGroup.id}`;
}
