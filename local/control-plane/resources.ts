import { AwsError, isMissing } from './aws-error.ts';
import type { Model, Place, Properties, ResourceType, ResourceTypes } from './resource.ts';
import type { StateFile } from './state-file.ts';

/** What CloudFormation asks for. */
export interface ResourceRequest extends Place {
  readonly type: string;
  readonly action: 'create' | 'update' | 'delete';
  /** Tells one run of CloudFormation from the next, which has forgotten its stacks. */
  readonly run: string;
  readonly properties: Properties;
  /** Of an update or deletion. */
  readonly old?: Model;
}

/** The run of a resource that the next stack may take over. */
const nobodys = '';

/** Who made a resource with a name, and what it was then. */
export interface Owner {
  readonly run: string;
  readonly model: Model;
}

/** Makes, changes and deletes resources for CloudFormation. */
export class Resources {
  readonly #types: ResourceTypes;
  readonly #owners: StateFile<Owner>;

  constructor(types: ResourceTypes, owners: StateFile<Owner>) {
    this.#types = types;
    this.#owners = owners;
  }

  /** @throws AwsError */
  async handle(request: ResourceRequest): Promise<Model | undefined> {
    const type = this.#types[request.type];
    if (!type) throw new AwsError('TypeNotFoundException', `The type '${request.type}' cannot be found.`);
    switch (request.action) {
      case 'create':
        return this.#create(type, request);
      case 'update':
        return this.#own(type, request, await type.update(request.properties, request.old as Model, request));
      case 'delete':
        return this.#delete(type, request);
    }
  }

  async #create(type: ResourceType, request: ResourceRequest): Promise<Model> {
    const model = (await this.#adopt(type, request)) ?? (await type.create(request.properties, request));
    return this.#own(type, request, model);
  }

  /**
   * LocalStack forgets its stacks when it ends, while what they made goes on: a new stack takes over what has its name.
   * It keeps its data, although networks and keys, which LocalStack forgets too, have new ids. The model says so: a
   * stack that is rolled back gives it back with `GiveBack`, instead of deleting data that it has not made.
   * @returns undefined when there is nothing to take over
   */
  async #adopt(type: ResourceType, request: ResourceRequest): Promise<Model | undefined> {
    const key = keyOf(type, request, request.properties);
    const owner = key === undefined ? undefined : this.#owners.get(key);
    if (!owner || owner.run === request.run) return undefined;
    try {
      return { ...(await type.update(request.properties, owner.model, request)), TakenOver: true };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async #delete(type: ResourceType, request: ResourceRequest): Promise<undefined> {
    const old = request.old as Model;
    // One whose creation failed: what has its name, if anything, is somebody else's.
    if (old.PhysicalResourceId === undefined) return undefined;
    const key = keyOf(type, request, old);
    if (old.GiveBack && key !== undefined) {
      this.#owners.set(key, { run: nobodys, model: old });
      return undefined;
    }
    await type.delete(old, request);
    if (key !== undefined) this.#owners.delete(key);
    return undefined;
  }

  #own(type: ResourceType, request: ResourceRequest, model: Model): Model {
    const key = keyOf(type, request, model);
    if (key !== undefined) this.#owners.set(key, { run: request.run, model });
    return model;
  }
}

function keyOf(type: ResourceType, request: ResourceRequest, properties: Properties): string | undefined {
  const name = type.nameOf(properties);
  return name === undefined ? undefined : [request.account, request.region, request.type, name].join(' ');
}
