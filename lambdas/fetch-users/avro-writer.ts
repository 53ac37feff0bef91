import { Type } from 'avsc/lib/types.js';
import type { WriteUser } from '../core/user.ts';

/** @param schema as the registry has it: fields are written in its order. */
export function avroWriter(schema: string): WriteUser {
  const type = Type.forSchema(JSON.parse(schema));
  return (user) => type.toBuffer(user);
}
