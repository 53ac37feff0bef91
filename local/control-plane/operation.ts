/** Whose call it is. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  /** Such as us-east-1. */
  readonly region: string;
}

/**
 * One operation of an AWS API: its members are named as in the API's model, instants are ISO texts or dates.
 * @throws AwsError what AWS would answer
 */
export type Operation<Request = never, Answer = object> = (
  request: Request,
  caller: Caller,
) => Promise<Answer> | Answer;

/** By the operation's name, such as `CreateCluster`. */
export type Operations = Readonly<Record<string, Operation>>;
