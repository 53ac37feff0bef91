import { InvalidFilterPattern } from './invalid-filter-pattern.ts';
import { elementsOf, fieldOf, isJsonObject, isScalar, type Json, type JsonObject, type Scalar } from './json.ts';
import { compileCondition } from './operators.ts';
import { compileFields, type Pattern } from './pattern.ts';

/** Compiles what a pattern says of a JSON value: an object of fields, or a list of conditions of which one must be met. */
export function compileJson(content: Json, where: string): Pattern<Json> {
  if (Array.isArray(content)) return compileList(content, where);
  if (isJsonObject(content)) return compileObject(content, where);
  throw new InvalidFilterPattern(where, 'it must be an object or a list.');
}

/** Over an array, one element has to meet all the fields: two elements that each meet a part are not enough. */
function compileObject(content: JsonObject, where: string): Pattern<Json> {
  const fields = compileFields(content, where, compileJsonField);
  return {
    isMetBy: (value) => {
      if (isJsonObject(value)) return fields.isMetBy(value);
      return !isScalar(value) && objectsOf([value]).some((element) => fields.isMetBy(element));
    },
    isAbsentFrom: (values) => fields.isAbsentFrom(objectsOf(values)),
  };
}

/** Compiles what a pattern says of an object's field. */
export function compileJsonField(name: string, content: Json, where: string): Pattern<JsonObject> {
  const pattern = compileJson(content, where);
  return {
    isMetBy: (object) => {
      const value = fieldOf(object, name);
      return value !== undefined && pattern.isMetBy(value);
    },
    isAbsentFrom: (objects) => {
      const values = objects.map((object) => fieldOf(object, name));
      return pattern.isAbsentFrom(values.filter((value) => value !== undefined));
    },
  };
}

/** Only scalars are values of a field: one that holds objects alone does not exist for a list of conditions. */
function compileList(list: readonly Json[], where: string): Pattern<Json> {
  if (list.length === 0) throw new InvalidFilterPattern(where, 'an empty list is not allowed.');
  const conditions = list.map((entry, index) => compileCondition(entry, `${where}[${index}]`));
  const isMet = (value: Scalar) => conditions.some((condition) => condition(value));
  const allowsAbsence = list.some((entry) => isJsonObject(entry) && fieldOf(entry, 'exists') === false);
  return {
    isMetBy: (value) => (isScalar(value) ? isMet(value) : scalarsOf([value]).some(isMet)),
    isAbsentFrom: (values) => allowsAbsence && scalarsOf(values).length === 0,
  };
}

function objectsOf(values: readonly Json[]): JsonObject[] {
  return [...elementsOf(values)].filter(isJsonObject);
}

function scalarsOf(values: readonly Json[]): Scalar[] {
  return [...elementsOf(values)].filter(isScalar);
}
