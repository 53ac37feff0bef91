import { join } from 'node:path';
import { nodeProgram } from '../../../local/services/node-program.ts';
import { projectDir } from '../../bench-stack.ts';
import type { Contender, PeerContext } from '../contender.ts';
import { toldPeer } from '../told-peer.ts';

/** A loop of kafkajs, cassandra-driver and pg in one process, at its best settings; see bench/bare-sink.ts. */
export function bareNode({ stack, stored }: PeerContext): Contender {
  return toldPeer(stack, {
    name: 'bare Node loop',
    stores: ['cassandra', 'postgres'],
    follows: true,
    command: nodeProgram(projectDir, join(import.meta.dirname, 'program.ts'), []),
    done: (_, signal) => stored.untilLast(['cassandra', 'postgres'], signal),
  });
}
