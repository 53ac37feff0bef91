/** What an AWS API answers when it refuses a call. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** Such as `NotFoundException`; clients make the error's class of it. */
  readonly code: string;
  /** Of the HTTP answer. */
  readonly status: number;

  constructor(code: string, message: string, { status = 400, cause }: { status?: number; cause?: unknown } = {}) {
    super(message, { cause });
    this.code = code;
    this.status = status;
  }
}

/** Whether it says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof AwsError && /NotFound/.test(error.code);
}
