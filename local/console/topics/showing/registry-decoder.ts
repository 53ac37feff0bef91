import { withoutFrame } from '../../../../lambdas/core/schema-registry/frame.ts';
import type { KafkaRecord } from '../../../event-source-mapping/record.ts';
import type { RecordDecoder } from '../../../event-source-mapping/schema-registry/open-schema-registry.ts';
import { SchemaProblem } from '../../../event-source-mapping/schema-registry/schema-problem.ts';
import { inTime } from '../../in-time.ts';
import type { DecodedPart } from './part-decoder.ts';

/** How long a page waits for a schema. */
const patienceMs = 2000;
/** For so long a registry that gave no answer is not asked again. */
const believeAwayMs = 5000;

/** Decodes by one registry, which is connected when the first part needs it. */
export class RegistryDecoder {
  readonly #open: () => Promise<RecordDecoder>;
  #decoder: RecordDecoder | undefined;
  #opening: Promise<RecordDecoder> | undefined;
  #away: { readonly untilMs: number; readonly problem: string } | undefined;

  constructor(open: () => Promise<RecordDecoder>) {
    this.#open = open;
  }

  decode(part: Buffer): DecodedPart | Promise<DecodedPart> {
    if (this.#away && Date.now() < this.#away.untilMs) return undecoded(part, this.#away.problem);
    try {
      const decoded = this.#decoder?.decode(recordOf(part)) ?? this.#first(part);
      if (!(decoded instanceof Promise)) return decodedPart(part, decoded);
      return inTime(decoded, patienceMs, late)
        .then((record) => decodedPart(part, record))
        .catch((error) => this.#problem(part, error));
    } catch (error) {
      return this.#problem(part, error);
    }
  }

  async #first(part: Buffer): Promise<KafkaRecord> {
    this.#opening ??= this.#open();
    try {
      this.#decoder = await this.#opening;
    } finally {
      this.#opening = undefined;
    }
    return this.#decoder.decode(recordOf(part));
  }

  #problem(part: Buffer, error: unknown): DecodedPart {
    const { message } = error as Error;
    if (error instanceof SchemaProblem && error.reason === 'SCHEMA_NOT_FOUND') {
      // It may be no frame at all.
      const why = `It begins as what has schema ${error.schemaId} does, and the registry has no such schema.`;
      return { bytes: part, problem: why };
    }
    if (error instanceof SchemaProblem) return undecoded(part, message);
    this.#away = { untilMs: Date.now() + believeAwayMs, problem: message };
    return undecoded(part, message);
  }
}

function late(): Error {
  return new Error(`The schema registry gave no answer within ${patienceMs / 1000} s.`);
}

/** A decoder reads records. */
function recordOf(value: Buffer): KafkaRecord {
  return { partition: 0, offset: 0, timestampMs: 0, timestampType: 'CREATE_TIME', key: null, value, headers: [] };
}

function decodedPart(part: Buffer, { value, valueSchema }: KafkaRecord): DecodedPart {
  return { bytes: value ?? part, schema: valueSchema && { id: valueSchema.schemaId, format: valueSchema.dataFormat } };
}

/** What it says without its frame is better than nothing. */
function undecoded(part: Buffer, problem: string): DecodedPart {
  const { schemaId, payload } = withoutFrame(part);
  return { bytes: payload, problem, schema: schemaId === undefined ? undefined : { id: schemaId } };
}
