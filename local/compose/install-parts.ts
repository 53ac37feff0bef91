import { join } from 'node:path';
import { installPart } from '../install/part.ts';
import { programs } from '../services/postgres/programs.ts';
import { readSettings } from '../settings.ts';

// While the image of the services is built: the one part that they need and that no other image has.
const { cacheDir } = readSettings(process.env, join(import.meta.dirname, '..', '..'));
await installPart(programs, cacheDir, (line) => process.stdout.write(`${line}\n`));
