import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { invalid, invalidCombination } from '../errors.ts';

/** One parameter that there is. */
export interface KnownParameter {
  readonly name: string;
  readonly description: string;
  readonly type: 'boolean' | 'integer' | 'float' | 'string';
  /** Static ones need a new start. */
  readonly applyType: 'static' | 'dynamic';
  readonly isModifiable: boolean;
  /** Of a number. */
  readonly range?: { readonly min: number; readonly max: number };
  /** Of a text that is a list; any text when there is none. */
  readonly choices?: readonly string[];
}

export type Catalog = ReadonlyMap<string, KnownParameter>;

/** What is the control plane's business, or would run programs or read files of this machine. */
const fixed =
  /_command$|_file$|directory|directories|^listen_addresses$|^port$|^unix_socket|^ssl|^krb|^gss|^bonjour|^log_(?:destination|filename|directory|file_mode)|^logging_collector$|^password_encryption$|^(?:local|session)_preload_libraries$|^dynamic_library_path$|^extension_control_path$|^jit_provider$|^syslog_|^event_source$|^oauth|^allow_alter_system$/;

/** Those that come with PostgreSQL's programs, of those that RDS allows. */
const preloadable = ['auto_explain', 'pg_prewarm', 'pg_stat_statements'];

const types = { BOOLEAN: 'boolean', INTEGER: 'integer', REAL: 'float', STRING: 'string', ENUM: 'string' } as const;

/** Asks the server's own program. */
export async function readCatalog(bin: string): Promise<Catalog> {
  const { stdout } = await promisify(execFile)(join(bin, 'postgres'), ['--describe-config'], { timeout: 10_000 });
  return new Map([forceSsl, ...parseDescription(stdout)].map((one) => [one.name, one]));
}

/** @param text a line for each parameter: its fields are divided by tabs */
export function parseDescription(text: string): KnownParameter[] {
  const lines = text.split('\n').filter((line) => line.includes('\t'));
  return lines.map((line) => {
    const [name = '', context = '', , type = '', , min = '', max = '', description = ''] = line.split('\t');
    return {
      name: name.toLowerCase(),
      description,
      type: types[type as keyof typeof types] ?? 'string',
      applyType: context === 'postmaster' ? 'static' : 'dynamic',
      isModifiable: context !== 'internal' && !fixed.test(name),
      ...(min !== '' && { range: { min: Number(min), max: Number(max) } }),
      ...(name === 'shared_preload_libraries' && { choices: preloadable }),
    };
  });
}

/** @throws AwsError as RDS refuses it */
export function requireParameter(catalog: Catalog, name: string, value: string, method: string): KnownParameter {
  const parameter = catalog.get(name);
  if (!parameter) throw invalid(`Could not find parameter with name: ${name}`);
  if (!parameter.isModifiable) throw invalid(`The parameter ${name} cannot be modified.`);
  if (!isAllowed(parameter, value)) {
    const allowed = allowedValues(parameter) ?? 'one line of text';
    throw invalid(`Invalid parameter value: ${value} for: ${name} allowed values are: ${allowed}`);
  }
  if (!['immediate', 'pending-reboot'].includes(method)) throw invalid(`Invalid ApplyMethod: ${method}`);
  if (method === 'immediate' && parameter.applyType === 'static') {
    throw invalidCombination('cannot use immediate apply method for static parameter');
  }
  return parameter;
}

/** As the API tells them; undefined where any text is allowed. */
export function allowedValues({ type, range, choices }: KnownParameter): string | undefined {
  if (type === 'boolean') return '0,1';
  return choices?.join(',') ?? (range && `${range.min}-${range.max}`);
}

function isAllowed({ type, range, choices }: KnownParameter, value: string): boolean {
  if (type === 'boolean') return ['0', '1', 'on', 'off', 'true', 'false'].includes(value.toLowerCase());
  if (choices) return value.split(',').every((one) => value === '' || choices.includes(one.trim()));
  if (type === 'string') return /^[^\r\n]*$/.test(value);
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number) || (type === 'integer' && !Number.isInteger(number))) return false;
  return !range || (number >= range.min && number <= range.max);
}

const forceSsl: KnownParameter = {
  name: 'rds.force_ssl',
  description: 'Force SSL connections.',
  type: 'boolean',
  applyType: 'dynamic',
  isModifiable: true,
};
