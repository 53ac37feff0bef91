/** Why a mapping is not polled, in the words of its StateTransitionReason. */
export type ProblemReason =
  | 'ESM_CONFIG_NOT_VALID'
  | 'EVENT_SOURCE_AUTHN_ERROR'
  | 'EVENT_SOURCE_AUTHZ_ERROR'
  | 'FUNCTION_CONFIG_NOT_VALID';

/** What keeps a mapping from being polled until somebody mends it; the message becomes its LastProcessingResult. */
export class MappingProblem extends Error {
  readonly reason: ProblemReason;

  constructor(reason: ProblemReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MappingProblem';
    this.reason = reason;
  }
}
