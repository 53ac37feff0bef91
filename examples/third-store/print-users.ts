// The users that the lines on standard input come to: cat lines/*/*.jsonl | npx node examples/third-store/print-users.ts
import { text } from 'node:stream/consumers';
import { latestUsers, readLines } from './user-lines.ts';

for (const user of latestUsers(readLines(await text(process.stdin)))) console.log(JSON.stringify(user));
