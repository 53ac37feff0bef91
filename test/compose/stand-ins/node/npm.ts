import { join } from 'node:path';
import { npmPackages } from '../../../../local/install/npm-packages.ts';

/** npm as Node.js 22 brings it, in `node_modules/npm`. */
export const npm = npmPackages('npm-stand-in', join(import.meta.dirname, 'npm-package'), 'npm');
