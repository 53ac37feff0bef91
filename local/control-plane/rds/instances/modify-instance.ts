import type { ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import type { Caller } from '../../operation.ts';
import { familyOf, requireEngineVersion } from '../engine-versions.ts';
import { invalidCombination } from '../errors.ts';
import type { ManagedSecrets } from '../managed-secrets.ts';
import type { ParameterGroups } from '../parameter-groups/parameter-groups.ts';
import { given } from '../rules.ts';
import { changePassword } from '../server/roles.ts';
import { scramVerifier } from '../server/scram-verifier.ts';
import type { Instance } from './instance.ts';
import { requireShared } from './instance-rules.ts';
import type { Instances } from './instances.ts';
import type { LifeCycle } from './life-cycle.ts';
import { masterLogin } from './master-login.ts';
import { type PlacementOptions, replaceInstance } from './place-instance.ts';
import type { RunningInstances } from './running-instances.ts';
import { sortOutChanges } from './sort-out-changes.ts';

export interface ModificationOptions extends PlacementOptions {
  readonly instances: Instances;
  readonly parameterGroups: ParameterGroups;
  readonly secrets: ManagedSecrets;
  readonly runningInstances: RunningInstances;
  readonly lifeCycle: LifeCycle;
}

/** @throws AwsError as RDS refuses it */
export async function modifyInstance(
  request: ModifyDBInstanceMessage,
  caller: Caller,
  options: ModificationOptions,
): Promise<Instance> {
  const { instances, lifeCycle, runningInstances } = options;
  const old = instances.findIn(['available'], caller, request.DBInstanceIdentifier);
  requireModification(request, old);
  const { now, pending } = sortOutChanges(request, old, instances);
  const { DBInstanceIdentifier: identifier = old.identifier, ...particulars } = now;
  const version = particulars.EngineVersion ?? old.particulars.EngineVersion ?? '';
  const sameFamily = familyOf(version) === familyOf(old.particulars.EngineVersion ?? '');
  const groupName = request.DBParameterGroupName ?? (sameFamily ? old.parameterGroup : undefined);
  const { name: parameterGroup } = options.parameterGroups.forVersion(version, caller, groupName);
  const placement = await replaceInstance(request, old.placement, caller, options);
  const { secret, password } = await masterLogin(request, old, options.secrets, caller);
  const changed = instances.change(old.resourceId, {
    identifier,
    iamAuthentication: request.EnableIAMDatabaseAuthentication ?? old.iamAuthentication,
    parameterGroup,
    placement,
    secret,
    particulars: { ...old.particulars, ...particulars },
    pending,
    ...(password !== undefined && { pendingVerifier: scramVerifier(password) }),
  }) as Instance;
  return lifeCycle.modify(changed, async (current) => {
    const { masterUsername: username, pendingVerifier: verifier } = current;
    const server = runningInstances.server(current);
    if (verifier !== undefined) await changePassword(server.query.bind(server), { username, verifier });
    await runningInstances.reload(current);
    instances.change(current.resourceId, { pendingVerifier: undefined });
  });
}

function requireModification(request: ModifyDBInstanceMessage, old: Instance): void {
  requireShared({ StorageType: old.particulars.StorageType, ...given(request) });
  const { AllocatedStorage: storage, EngineVersion: version } = request;
  if (version !== undefined) requireEngineVersion(version);
  if (storage !== undefined && storage < (old.particulars.AllocatedStorage ?? 0)) {
    throw invalidCombination('Invalid storage size: storage cannot be made smaller.');
  }
  if (request.MasterUserPassword !== undefined && old.secret && request.ManageMasterUserPassword !== false) {
    throw invalidCombination(
      "You can't specify MasterUserPassword for an instance with ManageMasterUserPassword enabled.",
    );
  }
  if (request.ManageMasterUserPassword === false && old.secret && request.MasterUserPassword === undefined) {
    throw invalidCombination('MasterUserPassword must be specified when ManageMasterUserPassword is turned off.');
  }
  if (request.RotateMasterUserPassword && !old.secret) {
    throw invalidCombination('RotateMasterUserPassword needs a master password that is managed in Secrets Manager.');
  }
}
