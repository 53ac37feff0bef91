import { findInConfluent } from './confluent.ts';
import { findInGlue } from './find-in-glue.ts';
import { type FindSchema, isGlueRegistry, type RegistryPlace } from './schema-registry.ts';

/** Of whichever kind the registry is. A module of its own: who only looks up may do no more. */
export function schemaFinder(place: RegistryPlace): FindSchema {
  return isGlueRegistry(place.uri) ? findInGlue(place) : findInConfluent(place);
}
