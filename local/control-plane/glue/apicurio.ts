import { type Answer, type Ask, apicurioAt } from './ask-apicurio.ts';
import { internal, invalid } from './errors.ts';
import type { DataFormat } from './schema.ts';

/** Where the definitions of a schema are. */
export interface Artifact {
  /** Subjects of Confluent's API are in no group: theirs and ours never meet. */
  readonly group: string;
  readonly id: string;
}

interface Comparison {
  readonly level: 'BACKWARD' | 'FORWARD' | 'FULL';
  /** As `store` has told them. */
  readonly versions: readonly string[];
}

/** Which Apicurio asks the definition of nothing but whether it is valid. */
const validityGroup = 'glue:validity';
const smallest: Readonly<Record<DataFormat, string>> = { AVRO: '"null"', JSON: '{}', PROTOBUF: 'syntax = "proto3";' };

/**
 * The stack's schema registry: it keeps the definitions, and says what is valid, the same and compatible.
 * Everything throws AwsError ServiceUnavailableException while it is away.
 */
export class Apicurio {
  readonly #ask: Ask;

  /** @param origin such as http://127.0.0.1:18085 */
  constructor(origin: string) {
    this.#ask = apicurioAt(`${origin}/apis`);
  }

  /** @returns why the text is no definition of that format, if so */
  async fault(format: DataFormat, definition: string): Promise<string | undefined> {
    const artifact = { group: validityGroup, id: format };
    const test = () =>
      this.#ask('PUT', `${pathOf(artifact)}/test`, { ...contentOf(format, definition), expected: [404, 409] });
    let answer = await test();
    if (answer.status === 404) {
      await this.#create(artifact, format, smallest[format], 'RETURN');
      await this.#setRule(artifact, 'VALIDITY', 'FULL');
      answer = await test();
    }
    return answer.status === 409 ? reasonIn(answer) : undefined;
  }

  /** Adds a definition, whatever was there before. @returns its version in Apicurio */
  async store(artifact: Artifact, format: DataFormat, definition: string): Promise<string> {
    // A rule is there for the length of a comparison; one that was cut off has left it.
    await this.#clearRules(artifact);
    return this.#create(artifact, format, definition, 'UPDATE');
  }

  /** @returns the version of an equal definition, however it is written */
  async find(artifact: Artifact, format: DataFormat, definition: string): Promise<string | undefined> {
    const path = `${pathOf(artifact)}/meta?canonical=true`;
    const answer = await this.#ask('POST', path, { ...contentOf(format, definition), expected: [404] });
    return answer.status === 404 ? undefined : (answer.json() as { version: string }).version;
  }

  async definition(artifact: Artifact, version: string): Promise<string> {
    const answer = await this.#ask('GET', `${pathOf(artifact)}/versions/${version}`, { expected: [404] });
    if (answer.status !== 404) return answer.text;
    const { group, id } = artifact;
    throw internal(`The schema registry has lost version ${version} of ${id} in group ${group}: delete the schema.`);
  }

  /**
   * @returns why the definition does not go with one of the versions, if so
   * @throws AwsError InvalidInputException where Apicurio cannot say, as of JSON schemas newer than draft 7
   */
  async incompatibility(
    artifact: Artifact,
    format: DataFormat,
    definition: string,
    { level, versions }: Comparison,
  ): Promise<string | undefined> {
    await this.#clearRules(artifact);
    await this.#setRule(artifact, 'COMPATIBILITY', level);
    const body = JSON.stringify({ schema: definition, schemaType: format });
    const headers = { 'content-type': 'application/json', 'x-registry-groupid': artifact.group };
    const subject = `/ccompat/v7/compatibility/subjects/${encodeURIComponent(artifact.id)}`;
    for (const version of versions) {
      const path = `${subject}/versions/${version}?verbose=true`;
      const answer = await this.#ask('POST', path, { body, headers, expected: [422, 500] });
      if (answer.status !== 200) throw invalid(`The definition cannot be compared with others: ${reasonIn(answer)}`);
      const { is_compatible, reason } = answer.json() as { is_compatible: boolean; reason: string | null };
      if (!is_compatible) return reason ?? 'The schema registry gives no reason.';
    }
    return undefined;
  }

  /** Of one version, or of all. Does nothing when they are gone already. */
  async remove(artifact: Artifact, version?: string): Promise<void> {
    const part = version === undefined ? '' : `/versions/${version}`;
    await this.#ask('DELETE', `${pathOf(artifact)}${part}`, { expected: [404] });
  }

  async #create({ group, id }: Artifact, format: DataFormat, definition: string, ifExists: 'RETURN' | 'UPDATE') {
    const { body, headers } = contentOf(format, definition);
    const own = { 'x-registry-artifacttype': format, 'x-registry-artifactid': id };
    const path = `/registry/v2/groups/${encodeURIComponent(group)}/artifacts?ifExists=${ifExists}`;
    const answer = await this.#ask('POST', path, { body, headers: { ...headers, ...own } });
    return (answer.json() as { version: string }).version;
  }

  async #setRule(artifact: Artifact, type: 'COMPATIBILITY' | 'VALIDITY', config: string): Promise<void> {
    const body = JSON.stringify({ type, config });
    const headers = { 'content-type': 'application/json' };
    await this.#ask('POST', `${pathOf(artifact)}/rules`, { body, headers, expected: [409] });
  }

  async #clearRules(artifact: Artifact): Promise<void> {
    await this.#ask('DELETE', `${pathOf(artifact)}/rules`, { expected: [404] });
  }
}

function pathOf({ group, id }: Artifact): string {
  return `/registry/v2/groups/${encodeURIComponent(group)}/artifacts/${encodeURIComponent(id)}`;
}

function contentOf(format: DataFormat, body: string) {
  const type = format === 'PROTOBUF' ? 'application/x-protobuf' : 'application/json';
  return { body, headers: { 'content-type': type } };
}

/** Some of Apicurio's messages only say that something is wrong, and its details what. */
function reasonIn(answer: Answer): string {
  const { message, detail = '' } = answer.json() as { message: string; detail?: string };
  return !detail || detail.includes(message) ? message : `${message} ${detail}`;
}
