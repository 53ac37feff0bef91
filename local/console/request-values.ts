import type { Context } from 'hono';
import * as z from 'zod/mini';
import { describeProblem } from '../../lambdas/core/describe-problem.ts';
import { unusable } from './problem.ts';

/** @throws ConsoleProblem unless it is a whole number of the range, or not given */
export function wholeNumber(
  name: string,
  text: string | undefined,
  { from, to, or }: { readonly from: number; readonly to: number; readonly or: number },
): number {
  if (text === undefined || text === '') return or;
  const value = Number(text);
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw unusable(`${name}=${text} is not a whole number from ${from} to ${to}.`);
}

/** @throws ConsoleProblem naming the field that is wrong */
export async function bodyOf<Value>(context: Context, schema: z.ZodMiniType<Value>): Promise<Value> {
  const body: unknown = await context.req.json().catch(() => {
    throw unusable('The body is not JSON.');
  });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw unusable(`The request cannot be used: ${describeProblem(parsed.error)}.`);
}

/** YYYY-MM-DD */
export const day = z.iso.date('is no day as 2026-01-31');
