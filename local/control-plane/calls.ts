import { isMissing } from './aws-error.ts';
import type { Caller, Operation, Operations } from './operation.ts';

/** Calls an operation of a service, for whoever deploys a stack. @throws AwsError */
export type Call = <Answer = object>(operation: string, request: object, caller: Caller) => Promise<Answer>;

export function callsOf(operations: Operations): Call {
  return async <Answer>(name: string, request: object, { account, region }: Caller) => {
    const operation = operations[name] as unknown as Operation<object, Answer>;
    return operation(request, { account, region });
  };
}

/** For a deletion: @returns undefined when the thing is gone already */
export function unlessMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
