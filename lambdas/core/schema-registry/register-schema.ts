import { registerInConfluent } from './confluent.ts';
import { registerInGlue } from './register-in-glue.ts';
import { isGlueRegistry, type RegisterSchema, type RegistryPlace } from './schema-registry.ts';

/** Of whichever kind the registry is. */
export function schemaRegistrar(place: RegistryPlace): RegisterSchema {
  return isGlueRegistry(place.uri) ? registerInGlue(place) : registerInConfluent(place);
}
