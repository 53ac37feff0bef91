/** As X-Ray names a trace: a version, the second that it began in since 1970, and a random rest, in hexadecimal digits. */
const traceId = /^1-([0-9a-f]{8})-[0-9a-f]{24}$/;

export const traceIdLength = 35;

export function isTraceId(text: string): boolean {
  return traceId.test(text);
}

/** When the trace began, in milliseconds since 1970; undefined for what is no trace's id. */
export function traceBeganMs(id: string): number | undefined {
  const seconds = traceId.exec(id)?.[1];
  return seconds === undefined ? undefined : Number.parseInt(seconds, 16) * 1000;
}
