import {
  DescribeDBInstancesCommand,
  RDSClient,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { awsClientOptions } from '../../../local/deployment/aws-clients.ts';
import type { Settings } from '../../../local/settings.ts';
import { eventually } from '../../support/eventually.ts';
import type { Fault } from './fault.ts';

const DBInstanceIdentifier = 'users-pipeline';
const minute = 60_000;

/** The DB instance is stopped for as long as it lasts; a server that is only killed is started again at once. */
export function databaseOutage(settings: Settings): Fault {
  const rds = new RDSClient(awsClientOptions(settings));
  const status = async () => {
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    return DBInstances?.[0]?.DBInstanceStatus;
  };
  const untilIs = (wanted: string) =>
    eventually(async () => {
      const now = await status();
      if (now !== wanted) throw new Error(`The DB instance ${DBInstanceIdentifier} is ${now}, not ${wanted}.`);
    }, minute);
  return {
    name: 'the DB instance stopped',
    async inject() {
      await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier }));
      await untilIs('stopped');
    },
    async heal() {
      if ((await status()) === 'stopped') await rds.send(new StartDBInstanceCommand({ DBInstanceIdentifier }));
      await untilIs('available');
    },
  };
}
