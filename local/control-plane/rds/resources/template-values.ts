import { generatedName } from '../../generated-name.ts';
import type { Place, Properties } from '../../resource.ts';
import { isTrue } from '../../template-values.ts';
import { invalid } from '../errors.ts';

/** A template may say "5432" and "true" where a number and a boolean are meant. */
export class TemplateValues {
  readonly #properties: Properties;

  constructor(properties: Properties) {
    this.#properties = properties;
  }

  /** As they are. */
  same(...names: string[]): Record<string, unknown> {
    return this.#read(names, (value) => value);
  }

  numbers(...names: string[]): Record<string, unknown> {
    return this.#read(names, (value, name) => {
      const number = Number(value);
      if (Number.isInteger(number)) return number;
      throw invalid(`Invalid value '${value}' for ${name}: it must be an integer.`);
    });
  }

  booleans(...names: string[]): Record<string, unknown> {
    return this.#read(names, (value, name) => {
      if (['true', 'false'].includes(String(value))) return isTrue(value);
      throw invalid(`Invalid value '${value}' for ${name}: it must be true or false.`);
    });
  }

  #read(names: readonly string[], convert: (value: unknown, name: string) => unknown): Record<string, unknown> {
    const there = names.filter((name) => this.#properties[name] !== undefined && this.#properties[name] !== null);
    return Object.fromEntries(there.map((name) => [name, convert(this.#properties[name], name)]));
  }
}

/** A name for what the template does not name, as RDS takes it. */
export function generatedIdentifier(place: Place, maxLength = 63): string {
  const name = generatedName(place, maxLength).toLowerCase();
  return name
    .replace(/[^a-z0-9-]/g, '-')
    .replace(/-+/g, '-')
    .replace(/^[^a-z]+/, '');
}
