import type { Caller } from './operation.ts';

// biome-ignore lint/suspicious/noExplicitAny: properties are what a template holds; each handler reads its own
export type Properties = Readonly<Record<string, any>>;

/**
 * A resource's properties with its attributes; `PhysicalResourceId` is what `Ref` gives. LocalStack takes attributes
 * that are texts, lists or objects, and no numbers.
 */
export type Model = Properties & { readonly PhysicalResourceId: string };

/** Where CloudFormation is. */
export interface Place extends Caller {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
}

/** A type of CloudFormation resources, such as `AWS::MSK::Cluster`. Each call ends when the resource is as wanted. */
export interface ResourceType {
  /** Its name in the account and Region, where the template gives one. */
  nameOf(properties: Properties): string | undefined;
  /** @throws AwsError */
  create(properties: Properties, place: Place): Promise<Model>;
  /**
   * What AWS cannot change comes here only when a stack takes over what a forgotten one has made: ids of networks and
   * keys, which mean nothing here, are taken as they are; what cannot be changed without losing data is refused.
   * @throws AwsError
   */
  update(properties: Properties, old: Model, place: Place): Promise<Model>;
  /** Does nothing when it is gone already. @throws AwsError */
  delete(old: Model, place: Place): Promise<void>;
}

/** By type. */
export type ResourceTypes = Readonly<Record<string, ResourceType>>;
