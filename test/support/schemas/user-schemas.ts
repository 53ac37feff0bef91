import { type SchemaDefinition, userSchemaDefinition } from '../../../lambdas/core/user-schema.ts';

/** The users' schema with one more field. */
export function withField(kind: 'required' | 'optional'): SchemaDefinition {
  const schema = JSON.parse(userSchemaDefinition('JSON').text);
  schema.properties.nickname = { type: 'string' };
  if (kind === 'required') schema.required.push('nickname');
  return { format: 'JSON', text: JSON.stringify(schema) };
}
