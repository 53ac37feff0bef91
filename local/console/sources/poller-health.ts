import type { Health } from '../../event-source-mapping/health.ts';
import { hostOf } from '../../services/hosts.ts';
import type { Settings } from '../../settings.ts';

const answerTimeoutMs = 2000;

/** What the event source mapping poller says of itself. @throws Error when it does not answer */
export async function readPollerHealth(settings: Settings): Promise<Health> {
  const address = `http://${hostOf('event-source-mapping', settings)}:${settings.ports.eventSourceMapping}/health`;
  const response = await fetch(address, { signal: AbortSignal.timeout(answerTimeoutMs) });
  // 503 is an answer too: it has not listed the mappings yet.
  if (!response.ok && response.status !== 503) throw new Error(`${address} answers ${response.status}.`);
  return (await response.json()) as Health;
}
