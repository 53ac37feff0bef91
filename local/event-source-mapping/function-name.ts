/** The name in a function's ARN, with or without a qualifier; empty where there is none. */
export function functionName(functionArn: string | undefined): string {
  return functionArn?.split(':')[6] ?? '';
}
