import type { Caller } from '../operation.ts';
import type { StateFile } from '../state-file.ts';
import { ownPrefix, registryArn } from './arn.ts';
import { alreadyExists, invalid, notFound, tooMany } from './errors.ts';
import { requireDescription, requireName } from './rules.ts';
import { type Tags, withTags } from './tags.ts';

export interface Registry {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly created: string;
  readonly updated: string;
  readonly tags: Tags;
}

/** How a call names a registry. */
export interface RegistryId {
  readonly RegistryName?: string | undefined;
  readonly RegistryArn?: string | undefined;
}

interface Asked {
  readonly name: string | undefined;
  readonly description?: string | undefined;
  readonly tags?: Tags | undefined;
}

const most = 100;
const defaultName = 'default-registry';

export class Registries {
  readonly #records: StateFile<Registry>;

  /** @param records by ARN */
  constructor(records: StateFile<Registry>) {
    this.#records = records;
  }

  /** @throws AwsError InvalidInputException, AlreadyExistsException, ResourceNumberLimitExceededException */
  create({ name: asked, description, tags }: Asked, caller: Caller): Registry {
    const name = requireName('registryName', asked);
    requireDescription(description);
    const arn = registryArn(caller, name);
    const created = new Date().toISOString();
    const all = withTags({}, tags);
    if (this.#records.get(arn)) throw alreadyExists(`Registry already exists. RegistryName: ${name}`);
    if (this.list(caller).length >= most) throw tooMany('registries');
    return this.keep({
      ...{ arn, name, created, updated: created, tags: all },
      ...(description !== undefined && { description }),
    });
  }

  /** @throws AwsError InvalidInputException, EntityNotFoundException */
  find({ RegistryName: name, RegistryArn: asked }: RegistryId = {}, caller: Caller): Registry {
    if (name !== undefined && asked !== undefined) {
      throw invalid('One of registryName or registryArn has to be provided, both cannot be provided.');
    }
    if (asked !== undefined) return this.byArn(asked, caller) ?? missing('RegistryArn', asked);
    if (name === undefined) throw invalid('One of registryName or registryArn has to be provided.');
    const found = this.#records.get(registryArn(caller, requireName('registryName', name)));
    return found ?? missing('RegistryName', name);
  }

  /** That of whoever names none is made when it is used first. @throws AwsError */
  findOrDefault(id: RegistryId | undefined, caller: Caller): Registry {
    const isDefault = !id || (id.RegistryName === undefined && id.RegistryArn === undefined);
    if (!isDefault && id.RegistryName !== defaultName) return this.find(id, caller);
    return this.#records.get(registryArn(caller, defaultName)) ?? this.create({ name: defaultName }, caller);
  }

  byArn(arn: string, caller: Caller): Registry | undefined {
    return arn.startsWith(ownPrefix(caller)) ? this.#records.get(arn) : undefined;
  }

  list(caller: Caller): Registry[] {
    return this.#records.all().filter(({ arn }) => arn.startsWith(ownPrefix(caller)));
  }

  keep(registry: Registry): Registry {
    this.#records.set(registry.arn, registry);
    return registry;
  }

  delete({ arn }: Registry): void {
    this.#records.delete(arn);
  }
}

function missing(parameter: string, value: string): never {
  throw notFound(`Registry is not found. ${parameter}: ${value}`);
}
