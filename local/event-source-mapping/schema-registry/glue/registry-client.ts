import type {
  GetRegistryInput,
  GetRegistryResponse,
  GetSchemaVersionInput,
  GetSchemaVersionResponse,
} from '@aws-sdk/client-glue';
import { SchemaRegistryProblem } from '../schema-problem.ts';

interface Question {
  readonly abortSignal: AbortSignal;
}

/** The part of Glue's API that is needed here. */
export interface GlueApi {
  getRegistry(input: GetRegistryInput, options: Question): Promise<GetRegistryResponse>;
  getSchemaVersion(input: GetSchemaVersionInput, options: Question): Promise<GetSchemaVersionResponse>;
}

/**
 * Resolves undefined where Glue says that there is no such thing.
 * @throws SchemaRegistryProblem when there is no usable answer; its cause is what Glue or the connection says.
 */
export interface RegistryClient {
  readonly getRegistry: () => Promise<GetRegistryResponse | undefined>;
  readonly getSchemaVersion: (id: string) => Promise<GetSchemaVersionResponse | undefined>;
  /** What is being asked rejects. */
  close(): void;
}

export interface RegistryClientOptions {
  readonly registryArn: string;
  /** Of a question with all the client's attempts. */
  readonly timeoutMs: number;
}

export function registryClient(api: GlueApi, { registryArn, timeoutMs }: RegistryClientOptions): RegistryClient {
  const closing = new AbortController();
  const ask = async <Answer>(question: (options: Question) => Promise<Answer>): Promise<Answer | undefined> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      return await question({ abortSignal: AbortSignal.any([closing.signal, timeout]) });
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'EntityNotFoundException') return undefined;
      const what = timeout.aborted ? 'it does not answer in time' : `${name}: ${message}`;
      throw new SchemaRegistryProblem(`The schema registry ${registryArn} cannot be asked: ${what}`, { cause: error });
    }
  };
  return {
    getRegistry: () => ask((options) => api.getRegistry({ RegistryId: { RegistryArn: registryArn } }, options)),
    getSchemaVersion: (id) => ask((options) => api.getSchemaVersion({ SchemaVersionId: id }, options)),
    close: () => closing.abort(),
  };
}
