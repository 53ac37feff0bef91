import { bringUp, installStage, startStage } from '../local/commands/bring-up.ts';
import { runStages } from '../local/progress.ts';
import { controlPlane } from '../local/services/control-plane/control-plane-service.ts';
import { kafka } from '../local/services/kafka/kafka.ts';
import { localstack } from '../local/services/localstack/localstack.ts';
import type { Service } from '../local/services/service.ts';
import { Stack } from '../local/stack.ts';
import type { BenchStack } from './bench-stack.ts';
import { measureIdle } from './esm/idle.ts';
import { measureLatency } from './esm/latency.ts';
import { measureSoak } from './esm/soak.ts';
import { measureThroughput } from './esm/throughput.ts';
import { type Measured, type Report, together } from './report.ts';

export const esmParts = ['throughput', 'latency', 'idle', 'soak'] as const;

export interface EsmOptions {
  /** None: all. */
  readonly parts: readonly string[];
  readonly records: number;
  readonly rounds: number;
  /** Records of the soak. */
  readonly soak: number;
}

/** The poller of event source mappings by itself: it and the function, with nothing but Kafka and the APIs of AWS around. */
export async function benchEsm(stack: BenchStack, { parts, records, rounds, soak }: EsmOptions): Promise<Report> {
  await startForPoller(stack);
  const measures = {
    throughput: () => measureThroughput(stack, records, rounds),
    latency: () => measureLatency(stack),
    idle: () => measureIdle(stack),
    soak: () => measureSoak(stack, soak),
  };
  const measured: Measured[] = [];
  for (const part of esmParts.filter((one) => parts.length === 0 || parts.includes(one))) {
    stack.report(`${part} ...`);
    measured.push(await measures[part]());
  }
  return { bench: 'esm', ...together(measured) };
}

/** Anew, and with nothing beside: what a poller needs, but no poller. */
export async function startForPoller(stack: BenchStack): Promise<void> {
  await stack.run('reset');
  await startOnly(stack, [localstack, kafka, controlPlane]);
}

/** Starts these services and nothing else. */
export async function startOnly({ settings }: BenchStack, services: readonly Service[]): Promise<void> {
  const stack = new Stack(settings);
  await bringUp(stack, services, async (signal) => {
    await runStages([await installStage(stack, services), startStage(stack, services, signal)], process.stderr);
  });
}
