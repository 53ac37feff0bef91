/** The headers by which a record of the topic tells where it comes from. */
export const originHeaders = {
  runId: 'run-id',
  /** Of the registry; the value says it too, where only those who know the frame can read it. */
  schemaId: 'schema-id',
  /** Of the invocation that published it. */
  traceId: 'trace-id',
} as const;
