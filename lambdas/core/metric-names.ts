/** What the functions measure: they count under these names, and the CDK app's alarms and dashboard look them up. */
export const metricsNamespace = 'UsersPipeline';

/** Of the users of each page that a run has done. */
export const usersMetrics = {
  fetched: 'UsersFetched',
  published: 'UsersPublished',
  rejected: 'UsersRejected',
} as const;

/** Of the records of each batch that the sink was given. */
export const sinkMetrics = {
  stored: 'RecordsStored',
  failed: 'RecordsFailed',
  givenUp: 'RecordsGivenUp',
} as const;

export const storeNames = { cassandra: 'Cassandra', postgres: 'PostgreSQL' } as const;

/** The metric of how many milliseconds a store takes for a batch, with all that is tried again. */
export function storeTimeMetric(storeName: string): string {
  return `${storeName}Time`;
}
