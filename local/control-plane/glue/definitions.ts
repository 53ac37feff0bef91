import type { Apicurio, Artifact } from './apicurio.ts';
import { internal, invalid } from './errors.ts';
import { requireDefinition } from './rules.ts';
import { comparison, type DataFormat, type Schema, type SchemaVersion } from './schema.ts';

/** Equal definitions that registrations have left which were cut off: one each. */
const mostLeft = 20;

/** The definitions of schemas, which are in Apicurio. Whatever asks it throws ServiceUnavailableException while it is away. */
export class Definitions {
  readonly #apicurio: Apicurio;

  constructor(apicurio: Apicurio) {
    this.#apicurio = apicurio;
  }

  /** @throws AwsError InvalidInputException */
  async requireValid(format: DataFormat, definition: string | undefined): Promise<string> {
    const text = requireDefinition(definition);
    const fault = await this.#apicurio.fault(format, text);
    if (fault === undefined) return text;
    throw invalid(`Schema definition of ${format} data format is invalid: ${fault}`);
  }

  fault(format: DataFormat, definition: string): Promise<string | undefined> {
    return this.#apicurio.fault(format, definition);
  }

  /** Of a schema that is new. @returns its version in Apicurio */
  async storeFirst(schema: Pick<Schema, 'arn' | 'format'>, definition: string): Promise<string> {
    const artifact = artifactOf(schema.arn);
    // Of a creation that was cut off, perhaps in another format.
    await this.#apicurio.remove(artifact);
    return this.#apicurio.store(artifact, schema.format, definition);
  }

  /** @returns its version in Apicurio, and why it does not go with those before, if so */
  async storeNext(schema: Schema, definition: string): Promise<Pick<SchemaVersion, 'stored' | 'incompatible'>> {
    const artifact = artifactOf(schema.arn);
    const compared = comparison(schema);
    const incompatible =
      compared &&
      (await this.#apicurio.incompatibility(artifact, schema.format, definition, {
        level: compared.level,
        versions: compared.versions.map(({ stored }) => stored),
      }));
    const stored = await this.#apicurio.store(artifact, schema.format, definition);
    return { stored, ...(incompatible !== undefined && { incompatible }) };
  }

  /** @returns the version with an equal definition, however it is written */
  async find(schema: Schema, definition: string): Promise<SchemaVersion | undefined> {
    const artifact = artifactOf(schema.arn);
    for (let left = 0; left < mostLeft; left += 1) {
      const stored = await this.#apicurio.find(artifact, schema.format, definition);
      const version = schema.versions.find((one) => one.stored === stored);
      if (stored === undefined || version) return version;
      // Of a registration that was cut off: it would hide another one.
      await this.#apicurio.remove(artifact, stored);
    }
    throw internal(`The schema registry has many definitions of ${schema.arn} that nobody has registered: delete it.`);
  }

  read({ arn }: Schema, { stored }: SchemaVersion): Promise<string> {
    return this.#apicurio.definition(artifactOf(arn), stored);
  }

  /** Of a version, or of all. */
  remove({ arn }: Schema, version?: SchemaVersion): Promise<void> {
    return this.#apicurio.remove(artifactOf(arn), version?.stored);
  }
}

/** `arn:aws:glue:REGION:ACCOUNT:schema/REGISTRY/NAME`: what is between them is in no name. */
export function artifactOf(arn: string): Artifact {
  const [, , , region, account, resource = ''] = arn.split(':');
  const [, registry, name] = resource.split('/');
  return { group: `glue:${account}:${region}`, id: `${registry}:${name}` };
}
