import { en } from 'zod/locales';
import * as z from 'zod/mini';

// The small build comes without words for what is wrong.
z.config(en());

/** The first problem as "field.of.field: what is wrong". */
export function describeProblem({ issues: [issue] }: z.core.$ZodError): string {
  return `${issue?.path.join('.') || 'The value'}: ${issue?.message}`;
}
