import { createRequire } from 'node:module';

// By the package's own name, because the compiled program lies in another folder than the sources.
const { version } = createRequire(import.meta.url)('kafka-event-source-mapping/package.json') as { version: string };

export { version };
