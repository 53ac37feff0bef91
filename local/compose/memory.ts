import { run } from './docker.ts';

const mib: Readonly<Record<string, number>> = { B: 2 ** -20, KiB: 2 ** -10, MiB: 1, GiB: 1024 };

/** What each of the running containers takes, in MiB. */
export async function memoryOf(containers: readonly string[]): Promise<Map<string, number>> {
  if (containers.length === 0) return new Map();
  // It knows no way to leave out those that are not there any more.
  const text = await run('docker', ['stats', '--no-stream', '--format', '{{.Name}} {{.MemUsage}}']);
  return new Map(readMemory(text).filter(([name]) => containers.includes(name)));
}

/** "users-pipeline-kafka-1 206.5MiB / 768MiB" -> users-pipeline-kafka-1, 206.5 */
export function readMemory(text: string): [string, number][] {
  const lines = text.split('\n').map((line) => /^(\S+) ([\d.]+)([KMG]?i?B) \//.exec(line));
  return lines.flatMap((match) => (match ? [[match[1] ?? '', Number(match[2]) * (mib[match[3] ?? ''] ?? 0)]] : []));
}
