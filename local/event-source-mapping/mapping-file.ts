import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { isKafkaMapping } from './worker/mapping.ts';

/** Emulators' account, for a function that is named without one. */
const account = '000000000000';

const text = z.string().check(z.minLength(1));
/** What CreateEventSourceMapping takes; all that is not looked at here is handed on. */
const request = z.looseObject({
  UUID: z.optional(text),
  FunctionName: text,
  Topics: z.array(text, 'a mapping names its topic in a list').check(z.minLength(1, 'a mapping has a topic')),
  Enabled: z.optional(z.boolean()),
  /** As the API's JSON has it, in seconds since 1970, or as ISO 8601 has it. */
  StartingPositionTimestamp: z.optional(z.union([z.number(), z.iso.datetime({ offset: true })])),
});
const requests = z.array(request, 'it is no list of requests of CreateEventSourceMapping');
type Request = z.infer<typeof request>;

/**
 * The mappings of a JSON file, for an endpoint that keeps none of Kafka: a list of requests of
 * CreateEventSourceMapping, each of which may name its UUID.
 * @throws Error naming the file and what is wrong with it.
 */
export async function readMappingFile(file: string, region: string): Promise<EventSourceMappingConfiguration[]> {
  try {
    const asked = z.parse(requests, JSON.parse(await readFile(file, 'utf8')));
    const mappings = asked.map((one) => toMapping(one, region));
    refuseDoubles(mappings);
    return mappings;
  } catch (cause) {
    throw new Error(`The mappings of ${file} cannot be read: ${describe(cause)}`, { cause });
  }
}

function toMapping(asked: Request, region: string): EventSourceMappingConfiguration {
  const { FunctionName, Enabled, StartingPositionTimestamp: time, ...settings } = asked;
  const mapping: EventSourceMappingConfiguration = {
    ...settings,
    UUID: settings.UUID ?? uuidOf(asked),
    FunctionArn: functionArn(FunctionName, region),
    State: Enabled === false ? 'Disabled' : 'Enabled',
    ...(time !== undefined && { StartingPositionTimestamp: new Date(typeof time === 'number' ? time * 1000 : time) }),
  };
  if (isKafkaMapping(mapping)) return mapping;
  throw new Error(
    `that of ${FunctionName} has neither the EventSourceArn of an MSK cluster nor a SelfManagedEventSource`,
  );
}

/** The same at each reading: it names the consumer group where the mapping does not. */
function uuidOf({ FunctionName, EventSourceArn, SelfManagedEventSource, Topics }: Request): string {
  const what = JSON.stringify([FunctionName, EventSourceArn, SelfManagedEventSource, Topics]);
  const digits = createHash('sha256').update(what).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** Of a name, a part of an ARN or a whole one, with or without a qualifier. */
function functionArn(name: string, region: string): string {
  if (name.startsWith('arn:')) return name;
  return `arn:aws:lambda:${region}:${name.includes(':function:') ? name : `${account}:function:${name}`}`;
}

function refuseDoubles(mappings: readonly EventSourceMappingConfiguration[]): void {
  const double = mappings.find(({ UUID }, index) => mappings.findIndex((other) => other.UUID === UUID) !== index);
  if (!double) return;
  throw new Error(`${double.FunctionArn} has two mappings of ${double.Topics?.[0]} with the UUID ${double.UUID}`);
}

function describe(cause: unknown): string {
  return cause instanceof z.core.$ZodError ? z.prettifyError(cause) : (cause as Error).message;
}
