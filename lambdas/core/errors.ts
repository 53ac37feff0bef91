/** Base of every error that this pipeline raises itself; what others raise is kept as its `cause`. */
export abstract class PipelineError extends Error {
  /** For metrics and alarms: one word for each kind, the same in every release. */
  abstract readonly code: string;
}

/** A function's environment lacks something or says something impossible: only a deployment mends it. */
export class ConfigurationError extends PipelineError {
  override readonly name = 'ConfigurationError';
  readonly code = 'CONFIGURATION_INVALID';
}

/** The event asks for something that cannot be done; sending it again changes nothing. */
export class InvalidEventError extends PipelineError {
  override readonly name = 'InvalidEventError';
  readonly code = 'EVENT_INVALID';
}

/** Something that should be a user is none, or is one that not every store can keep. */
export class InvalidUserError extends PipelineError {
  override readonly name = 'InvalidUserError';
  readonly code = 'USER_INVALID';
}

/** The users' API, or what else they come from, could not be asked or gave an answer that is no page of users. */
export class ApiError extends PipelineError {
  override readonly name = 'ApiError';
  readonly code = 'API_FAILED';
  /** Whether asking again may help. */
  readonly retryable: boolean;
  /** How long the API asked to be left alone. */
  readonly retryAfterMs: number;

  constructor(message: string, details: { retryable: boolean; retryAfterMs?: number; cause?: unknown }) {
    super(message, { cause: details.cause });
    this.retryable = details.retryable;
    this.retryAfterMs = details.retryAfterMs ?? 0;
  }
}

/** The API's users have lost a field that is needed, or hold something else in it: none of a page can be read. */
export class ApiChangedError extends PipelineError {
  override readonly name = 'ApiChangedError';
  readonly code = 'API_CHANGED';
}

/** The brokers have not taken a page's records. */
export class PublishError extends PipelineError {
  override readonly name = 'PublishError';
  readonly code = 'PUBLISH_FAILED';
}

/** Another invocation does this run now, for it was thought to be dead. */
export class RunLostError extends PipelineError {
  override readonly name = 'RunLostError';
  readonly code = 'RUN_LOST';
}

/** The registry of the topic's schemas could not be asked, or gave an answer that is none. */
export class SchemaRegistryError extends PipelineError {
  override readonly name = 'SchemaRegistryError';
  readonly code = 'SCHEMA_REGISTRY_FAILED';
  /** Whether asking again may help. */
  readonly retryable: boolean;

  constructor(message: string, details: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: details.cause });
    this.retryable = details.retryable;
  }
}

/** The registry does not have the schema that this release of the functions writes with. */
export class SchemaNotRegisteredError extends PipelineError {
  override readonly name = 'SchemaNotRegisteredError';
  readonly code = 'SCHEMA_NOT_REGISTERED';

  constructor(topic: string, registry: string) {
    super(`The schema of ${topic} is not registered in ${registry}. Deploy the stack: its migration registers it.`);
  }
}

/** Readers of the topic's older records, or the registry itself, cannot do with the schema. */
export class SchemaRefusedError extends PipelineError {
  override readonly name = 'SchemaRefusedError';
  readonly code = 'SCHEMA_REFUSED';

  constructor(topic: string, reason: string, cause?: unknown) {
    const remedy = 'Keep it compatible (a new field must be optional), or publish to a new topic.';
    super(`The schema of ${topic} cannot be changed so: ${reason}. ${remedy}`, { cause });
  }
}

/** The queue of dead letters does not have the letter, or somebody else has received it just now. */
export class LetterNotFoundError extends PipelineError {
  override readonly name = 'LetterNotFoundError';
  readonly code = 'LETTER_NOT_FOUND';

  constructor(id: string) {
    super(
      `There is no dead letter ${id} in the queue now. List those that are there; one that is being replayed is not.`,
    );
  }
}

/** The webhook did not take a message. Its URL is a secret: no message names it, and there is no cause. */
export class WebhookError extends PipelineError {
  override readonly name = 'WebhookError';
  readonly code = 'WEBHOOK_FAILED';
  /** Whether posting again may help. */
  readonly retryable: boolean;
  /** How long the webhook asked to be left alone. */
  readonly retryAfterMs: number;

  constructor(message: string, details: { retryable: boolean; retryAfterMs?: number }) {
    super(message);
    this.retryable = details.retryable;
    this.retryAfterMs = details.retryAfterMs ?? 0;
  }
}

/** The work was not done in the time that the function had for it. */
export class DeadlineError extends PipelineError {
  override readonly name = 'DeadlineError';
  readonly code = 'DEADLINE_EXCEEDED';
}
