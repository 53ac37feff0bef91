import { AwsError } from '../../aws-error.ts';
import type { Caller, Operation, Operations } from '../../operation.ts';
import { NoUpdates } from '../errors.ts';

/** Calls an operation of the API, for whoever deploys the stack. */
export type Call = <Answer>(operation: string, request: object, caller: Caller) => Promise<Answer>;

export function callsOf(operations: Operations): Call {
  return async <Answer>(name: string, request: object, caller: Caller) => {
    const operation = operations[name] as unknown as Operation<object, Answer>;
    return operation(request, caller);
  };
}

/** @returns undefined when there is nothing to update */
export function unlessSame(error: unknown): undefined {
  if (!(error instanceof NoUpdates)) throw error;
}

/** @returns undefined when it is gone already */
export function unlessGone(error: unknown): undefined {
  if (!(error instanceof AwsError) || !/NotFound/.test(error.code)) throw error;
}
