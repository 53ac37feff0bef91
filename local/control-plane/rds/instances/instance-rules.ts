import type { CreateDBInstanceMessage, ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import { invalid, invalidCombination } from '../errors.ts';
import { required } from '../rules.ts';

/** The engine's words, and the administrator's name. */
const reservedNames = ['admin', 'administrator', 'postgres_fdw', 'public', 'rdsadmin', 'root', 'user', 'table'];

type Shared = Partial<
  Pick<
    CreateDBInstanceMessage & ModifyDBInstanceMessage,
    | 'AllocatedStorage'
    | 'BackupRetentionPeriod'
    | 'DBInstanceClass'
    | 'MasterUserPassword'
    | 'ManageMasterUserPassword'
    | 'MonitoringInterval'
    | 'StorageType'
  >
>;

/** @throws AwsError as RDS refuses a request to create an instance */
export function requireCreation(request: CreateDBInstanceMessage): void {
  required('DBInstanceClass', request.DBInstanceClass);
  const engine = required('Engine', request.Engine);
  if (engine !== 'postgres') {
    throw invalid(`Invalid DB engine: ${engine}. This local control plane runs postgres only.`);
  }
  if (request.DBClusterIdentifier) {
    throw new AwsError('DBClusterNotFoundFault', `DBCluster ${request.DBClusterIdentifier} not found.`, {
      status: 404,
    });
  }
  required('AllocatedStorage', request.AllocatedStorage);
  requireMasterUsername(required('MasterUsername', request.MasterUsername));
  if (!request.ManageMasterUserPassword) required('MasterUserPassword', request.MasterUserPassword);
  requirePort(request.Port);
  requireDatabaseName(request.DBName);
  requireShared(request);
}

/** @throws AwsError as RDS refuses values that can also be changed later */
export function requireShared(request: Shared): void {
  const { AllocatedStorage: storage, StorageType: type = 'gp2', BackupRetentionPeriod: days } = request;
  if (request.DBInstanceClass !== undefined && !/^db\.[a-z0-9-]+\.[a-z0-9]+$/.test(request.DBInstanceClass)) {
    throw invalid(`Invalid DB Instance class: ${request.DBInstanceClass}`);
  }
  if (!['standard', 'gp2', 'gp3', 'io1', 'io2'].includes(type)) throw invalid(`Invalid storage type: ${type}`);
  if (storage !== undefined && (storage < smallestStorage(type) || storage > 65_536)) {
    throw invalid(`Invalid storage size for engine name postgres and storage type ${type}: ${storage}`);
  }
  if (days !== undefined && (days < 0 || days > 35)) {
    throw invalid(`Invalid backup retention period: ${days}. Retention period must be between 0 and 35.`);
  }
  if (request.ManageMasterUserPassword && request.MasterUserPassword !== undefined) {
    const message = "You can't specify MasterUserPassword for the instance when ManageMasterUserPassword is enabled.";
    throw invalidCombination(message);
  }
  if (request.MasterUserPassword !== undefined) requirePassword(request.MasterUserPassword);
}

function smallestStorage(type: string): number {
  if (type.startsWith('io')) return 100;
  return type === 'standard' ? 5 : 20;
}

function requireMasterUsername(name: string): void {
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(name)) {
    throw invalid(
      'The parameter MasterUsername is not a valid identifier. Identifiers must begin with a letter and contain 1 to 63 letters, digits, or underscores.',
    );
  }
  if (reservedNames.includes(name.toLowerCase()) || /^(?:pg|rds)_/i.test(name)) {
    throw invalid(`MasterUsername ${name} cannot be used as it is a reserved word used by the engine`);
  }
}

function requirePassword(password: string): void {
  const about = 'The parameter MasterUserPassword is not a valid password';
  if (password.length < 8) throw invalid(`${about} because it is shorter than 8 characters.`);
  if (password.length > 128) throw invalid(`${about} because it is longer than 128 characters.`);
  if (!/^[!-~]*$/.test(password) || /[/@"]/.test(password)) {
    throw invalid(`${about}. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`);
  }
}

function requirePort(port: number | undefined): void {
  if (port !== undefined && (port < 1150 || port > 65_535)) {
    throw invalid(`Invalid port number: ${port}. Must be between 1150 and 65535.`);
  }
}

function requireDatabaseName(name: string | undefined): void {
  if (name === undefined) return;
  if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(name)) {
    throw invalid('DBName must begin with a letter and contain only alphanumeric characters.');
  }
  if (name.length > 63) throw invalid('DBName must be at most 63 characters.');
  if (['template0', 'template1', 'rdsadmin'].includes(name.toLowerCase())) {
    throw invalid(`DBName ${name} cannot be used. It is a reserved word for this engine`);
  }
}
