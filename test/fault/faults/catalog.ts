import type { Settings } from '../../../local/settings.ts';
import type { SinkNetwork } from '../proxy/sink-network.ts';
import type { PlannedFault } from '../workload/run-workload.ts';
import type { Fault } from './fault.ts';
import { freeze, kill } from './signals.ts';
import { victims } from './victims.ts';

/** Every fault that the pipeline is to survive while it works, one at a time. */
export function allFaults(settings: Settings, network: SinkNetwork): PlannedFault[] {
  // No run is under way in a workload: there is no process of the fetch function to kill.
  const { localstack, fetch, ...others } = victims(settings);
  return [
    ...Object.values(others).flatMap((victim) => [kill(victim), freeze(victim)]),
    { ...kill(localstack), forgetsLetters: true },
    freeze(localstack),
    ...networkFaults(network),
  ];
}

/** Those from which the pipeline is back within seconds. */
export function shortFaults(settings: Settings, network: SinkNetwork): PlannedFault[] {
  const { broker, cassandra, postgres, poller, sink, controlPlane } = victims(settings);
  return [
    ...[broker, postgres, poller, sink].map(kill),
    ...[broker, cassandra, postgres, poller, sink, controlPlane].map(freeze),
    ...networkFaults(network),
  ];
}

/** Between the sink and one of its stores, or both. */
function networkFaults(network: SinkNetwork): Fault[] {
  const { cassandra, postgres } = network;
  const fault = (name: string, inject: () => void): Fault => ({
    name,
    async inject() {
      await network.apply();
      inject();
    },
    heal: async () => network.heal(),
  });
  return [
    fault('connections to both stores cut', () => {
      for (const proxy of [cassandra, postgres]) proxy.cut();
    }),
    fault('Cassandra unreachable', () => cassandra.refuse()),
    fault('PostgreSQL unreachable', () => postgres.refuse()),
    fault('connections to Cassandra half open', () => cassandra.swallow()),
    fault('connections to PostgreSQL half open', () => postgres.swallow()),
    fault('Cassandra slow', () => cassandra.delay({ toServer: 300, toClient: 700 })),
    fault('PostgreSQL slow', () => postgres.delay({ toServer: 300, toClient: 700 })),
    fault('bytes from Cassandra broken', () => cassandra.corrupt(64)),
    fault('bytes from PostgreSQL broken', () => postgres.corrupt(64)),
  ];
}
