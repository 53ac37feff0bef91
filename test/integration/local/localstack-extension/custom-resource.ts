import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { createFunction } from './test-function.ts';

/** What CloudFormation asks the function behind a custom resource. */
export interface ResourceRequest {
  readonly RequestType: string;
  readonly ServiceToken: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Record<string, unknown>;
  readonly OldResourceProperties?: Record<string, unknown>;
}

const directory = temporaryDirectory();

/** What a function wrote down: it is a process on this machine. */
export class Notes {
  readonly file = join(directory, randomUUID());

  lines(): unknown[] {
    const text = existsSync(this.file) ? readFileSync(this.file, 'utf8') : '';
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  requests(): ResourceRequest[] {
    return this.lines() as ResourceRequest[];
  }
}

/**
 * A CommonJS module whose handler notes each event and does `body`, where `reply` answers SUCCESS, with the same id as
 * before and whatever it is given, and returns the HTTP status.
 */
export function handlerCode(body = 'await reply(event.ResourceProperties.Answer);'): string {
  return `const { appendFileSync } = require('node:fs');
    const note = (value) => appendFileSync(process.env.NOTES, JSON.stringify(value) + '\\n');
    exports.handler = async (event) => {
      note(event);
      const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = 'first' } = event;
      const answer = { Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, PhysicalResourceId };
      const reply = async (more) => {
        const body = JSON.stringify({ ...answer, ...more });
        return (await fetch(event.ResponseURL, { method: 'PUT', body })).status;
      };
      ${body}
    };`;
}

/** Deploys a function with this handler beside the stack, until `deleteFunctions`. */
export async function createProvider(body?: string, settings: Parameters<typeof createFunction>[1] = {}) {
  const notes = new Notes();
  const Environment = { Variables: { NOTES: notes.file } };
  const name = await createFunction({ 'index.js': handlerCode(body) }, { ...settings, Environment });
  return { notes, name, arn: functionArn(name) };
}

export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** The resource `Thing` of a template. */
export function thing(ServiceToken: unknown, properties: object = {}) {
  return { Thing: { Type: 'Custom::Thing', Properties: { ServiceToken, ...properties } } };
}
