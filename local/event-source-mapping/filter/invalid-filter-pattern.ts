/** A filter that Lambda would refuse; the message says where in the filter criteria and what to write instead. */
export class InvalidFilterPattern extends Error {
  constructor(where: string, problem: string, options?: ErrorOptions) {
    super(`Invalid filter pattern definition. ${where}: ${problem}`, options);
    this.name = 'InvalidFilterPattern';
  }
}
