import type { Health } from '../../local/event-source-mapping/health.ts';
import type { WorkerStatus } from '../../local/event-source-mapping/worker/worker-status.ts';
import type { Settings } from '../../local/settings.ts';

/** What the poller says of the sink's mapping. @throws Error when it does not answer, as one that is stopped */
export async function mappingStatus({ ports }: Settings): Promise<WorkerStatus> {
  const response = await fetch(`http://127.0.0.1:${ports.eventSourceMapping}/health`, {
    signal: AbortSignal.timeout(5000),
  });
  const { mappings } = (await response.json()) as Health;
  const own = mappings.find(({ topic }) => topic === 'users_created');
  if (!own) throw new Error('The poller does not know the mapping of users_created.');
  return own;
}
