import { join } from 'node:path';

/** The file in which the control plane tells the broker whom the secrets of MSK clusters let in. */
export function scramLoginsFile(stateDir: string): string {
  return join(stateDir, 'data', 'control-plane', 'kafka-scram-logins');
}
