import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mavenJars } from '../../../local/install/maven-jars.ts';
import { programIn, pythonEnvironment } from '../../../local/install/python-environment.ts';
import { findProgram, java } from '../../../local/install/requirements.ts';
import type { Contender, PeerContext } from '../contender.ts';
import { jdbcUrl } from '../places.ts';
import { toldPeer } from '../told-peer.ts';

const pySpark = pythonEnvironment('bench-pyspark', join(import.meta.dirname, 'requirements.lock.txt'));
const jars = mavenJars('bench-spark', import.meta.dirname);

/** Of a micro-batch at most: two of them for the usual topic, which fit into Spark's memory. */
const recordsPerBatch = 100_000;

/** PySpark's structured streaming, local[2], writing both stores in foreachBatch. */
export async function spark({ stack, stored, install }: PeerContext): Promise<Contender> {
  const environment = await install(pySpark);
  const lib = join(await install(jars), 'lib');
  const { path: javaPath } = await findProgram(java);
  const directory = join(stack.settings.stateDir, 'peers', 'spark');
  const peer = toldPeer(stack, {
    name: 'PySpark',
    stores: ['cassandra', 'postgres'],
    follows: true,
    command: {
      file: programIn(environment, 'python'),
      args: [join(import.meta.dirname, 'job.py')],
      cwd: stack.settings.stateDir,
      env: {
        PATH: process.env.PATH,
        LANG: process.env.LANG,
        ...(javaPath.includes('/') && { JAVA_HOME: dirname(dirname(javaPath)) }),
        SPARK_LOCAL_IP: '127.0.0.1',
        SPARK_LOCAL_DIRS: directory,
        PYTHONDONTWRITEBYTECODE: '1',
      },
    },
    settings: ({ postgres }) => ({
      jars: lib,
      jdbcUrl: jdbcUrl(postgres),
      checkpoint: join(directory, 'checkpoint'),
      recordsPerBatch,
    }),
    done: (_, signal) => stored.untilLast(['cassandra', 'postgres'], signal),
  });
  const forget = () => rmSync(directory, { recursive: true, force: true });
  return {
    ...peer,
    async start(from) {
      forget();
      await peer.start(from);
    },
    async stop() {
      await peer.stop();
      // Where it has read up to would be where its next turn begins.
      forget();
    },
  };
}
