import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
  type StackEvent,
  waitUntilChangeSetCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { eventually } from '../eventually.ts';
import { clientSettings } from './client-settings.ts';

export interface Template {
  readonly Resources: Record<string, object>;
  readonly Outputs?: Record<string, { readonly Value: unknown }>;
}

const timeoutMs = 30_000;

/** A stack on the tests' LocalStack, deployed by change sets as CDK does. */
export class TestStack {
  readonly #client: CloudFormationClient;
  readonly #name = `extension-test-${randomUUID()}`;
  #id: string | undefined;

  constructor(settings: object = clientSettings()) {
    this.#client = new CloudFormationClient(settings);
  }

  /** Creates or updates it and returns once that is over: whether it went well. */
  async deploy(template: Template): Promise<boolean> {
    const ChangeSetName = `change-${randomUUID()}`;
    const { Id, StackId } = await this.#client.send(
      new CreateChangeSetCommand({
        StackName: this.#name,
        ChangeSetName,
        ChangeSetType: this.#id === undefined ? 'CREATE' : 'UPDATE',
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_IAM'],
      }),
    );
    this.#id = StackId;
    const changeSet = { ChangeSetName: Id };
    const waiting = { client: this.#client, maxWaitTime: timeoutMs / 1000, minDelay: 0.1, maxDelay: 0.5 };
    await waitUntilChangeSetCreateComplete(waiting, changeSet);
    await this.#client.send(new ExecuteChangeSetCommand(changeSet));
    return eventually(async () => {
      const { ExecutionStatus } = await this.#client.send(new DescribeChangeSetCommand(changeSet));
      if (ExecutionStatus === 'EXECUTE_COMPLETE') return true;
      if (ExecutionStatus === 'EXECUTE_FAILED') return false;
      throw new Error(`${this.#name} is still being deployed: ${ExecutionStatus}`);
    }, timeoutMs);
  }

  async outputs(): Promise<Record<string, string | undefined>> {
    const { Outputs = [] } = await this.#describe();
    return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]));
  }

  async status(): Promise<string | undefined> {
    return (await this.#describe()).StackStatus;
  }

  /** Of one resource, the first one first, as `STATUS reason`. */
  async events(resource: string): Promise<string[]> {
    const { StackEvents = [] } = await this.#client.send(new DescribeStackEventsCommand({ StackName: this.#id }));
    return StackEvents.filter(({ LogicalResourceId }) => LogicalResourceId === resource)
      .map(({ ResourceStatus, ResourceStatusReason }: StackEvent) => [ResourceStatus, ResourceStatusReason])
      .map((parts) => parts.filter(Boolean).join(' '))
      .reverse();
  }

  /** The first of its events that tells of a failure. */
  async failure(resource: string): Promise<string | undefined> {
    return (await this.events(resource)).find((event) => /^[A-Z]+_FAILED/.test(event));
  }

  /** Does nothing when it was never deployed, or is deleted already. */
  async delete(): Promise<void> {
    if (this.#id === undefined) return;
    await this.#client.send(new DeleteStackCommand({ StackName: this.#id }));
    await eventually(async () => expect((await this.#describe()).StackStatus).toBe('DELETE_COMPLETE'), timeoutMs);
    this.#id = undefined;
  }

  async #describe(): Promise<Stack> {
    const { Stacks = [] } = await this.#client.send(new DescribeStacksCommand({ StackName: this.#id }));
    return Stacks[0] as Stack;
  }
}
