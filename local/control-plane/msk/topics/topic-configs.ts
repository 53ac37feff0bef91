import { badRequest } from '../errors.ts';

export interface TopicConfig {
  readonly name: string;
  readonly value: string;
}

/**
 * The properties of a topic: lines of `name=value`, in base64.
 * @throws AwsError BadRequestException
 */
export function readConfigs(text: string | undefined): { name: string; value: string }[] {
  if (!text) return [];
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw badRequest('The configs must be a Base64 string.');
  return Buffer.from(text, 'base64')
    .toString()
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readLine);
}

export function writeConfigs(configs: readonly TopicConfig[]): string {
  return Buffer.from(configs.map(({ name, value }) => `${name}=${value}`).join('\n')).toString('base64');
}

function readLine(line: string): TopicConfig {
  const [, name, value] = /^([^=\s]+)\s*=\s*(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined)
    throw badRequest(`The config '${line}' is not of the form name=value.`);
  return { name, value };
}
