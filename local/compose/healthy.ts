import { requireAnswer } from '../services/http-health.ts';

// The health check of a container: node healthy.ts <url> ends with 0 when the address answers.
const [url = ''] = process.argv.slice(2);
await requireAnswer(url).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
