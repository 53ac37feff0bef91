import type { DBEngineVersion, DescribeDBEngineVersionsMessage } from '@aws-sdk/client-rds';
import type { Operations } from '../operation.ts';
import { familyOf, runningVersion } from './engine-versions.ts';

/** What runs is the one version that is told. */
export function engineOperations(): Operations {
  return {
    DescribeDBEngineVersions(request: DescribeDBEngineVersionsMessage) {
      const { Engine, EngineVersion, DBParameterGroupFamily: family } = request;
      const version: DBEngineVersion = {
        Engine: 'postgres',
        EngineVersion: runningVersion,
        MajorEngineVersion: runningVersion.split('.')[0],
        DBParameterGroupFamily: familyOf(runningVersion),
        DBEngineDescription: 'PostgreSQL',
        DBEngineVersionDescription: `PostgreSQL ${runningVersion}`,
        ValidUpgradeTarget: [],
        ExportableLogTypes: [],
        SupportsReadReplica: false,
        SupportsLogExportsToCloudwatchLogs: false,
        Status: 'available',
      };
      const isAsked =
        (!Engine || Engine === 'postgres') &&
        (!EngineVersion || `${runningVersion}.`.startsWith(`${EngineVersion}.`)) &&
        (!family || family === version.DBParameterGroupFamily);
      return { DBEngineVersions: isAsked ? [version] : [] };
    },
  };
}
