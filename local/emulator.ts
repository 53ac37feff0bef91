import type { Settings } from './settings.ts';
import type { ServiceStatus } from './stack.ts';
import { StartError } from './start-error.ts';

const answerTimeoutMs = 5000;

/** @throws StartError when the emulator that is to stand in for LocalStack does not answer. */
export async function requireEmulator({ emulatorEndpoint }: Settings): Promise<void> {
  if (!emulatorEndpoint) return;
  try {
    // Any answer will do: each emulator has health pages of its own.
    const response = await fetch(emulatorEndpoint, { signal: AbortSignal.timeout(answerTimeoutMs) });
    await response.body?.cancel();
  } catch (cause) {
    throw new StartError(
      `EMULATOR_ENDPOINT=${emulatorEndpoint} does not answer. Start the emulator first, or unset the variable to have LocalStack started.`,
      { cause },
    );
  }
}

/** The emulator as a line of the status, where one stands in for LocalStack. */
export async function emulatorStatus(settings: Settings): Promise<ServiceStatus[]> {
  const { emulatorEndpoint: endpoint } = settings;
  if (!endpoint) return [];
  const state = await requireEmulator(settings).then(
    () => 'running' as const,
    () => 'stopped' as const,
  );
  return [{ name: 'emulator', state, pid: null, memoryMib: null, connection: { endpoint } }];
}
