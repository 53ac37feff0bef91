#!/usr/bin/env node
// Plain JavaScript, so that an old Node.js says what it lacks instead of failing at the first line of the program.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `kafka-event-source-mapping needs Node.js 22.18 or newer; this is ${process.versions.node}. Install a newer one and run the command again.\n`,
  );
  process.exit(1);
}

// The published package holds the compiled program; in the repository Node.js runs the sources as they are.
const compiled = new URL('../dist/cli.mjs', import.meta.url);
await import(existsSync(compiled) ? compiled.href : new URL('../cli.ts', import.meta.url).href);
