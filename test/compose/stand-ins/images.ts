import { join } from 'node:path';
import { mavenJars } from '../../../local/install/maven-jars.ts';
import type { Part } from '../../../local/install/part.ts';
import { schemaRegistry } from '../../../local/services/schema-registry/schema-registry.ts';
import { debian } from './debian/rootfs.ts';
import { lambdaNodejsFiles } from './lambda-nodejs/lambda-nodejs.ts';
import { localstackFiles } from './localstack/localstack.ts';
import { npm } from './node/npm.ts';
import type { Prepared, StandIn } from './stand-in.ts';

const project = join(import.meta.dirname, '..', '..', '..');
const services = join(project, 'local', 'services');
const [debianTag, javaTag] = ['stand-in/debian:bookworm', 'stand-in/java:17'];

/** Every stand-in, each after those that it begins with. */
export const standIns: readonly StandIn[] = [
  {
    tag: debianTag,
    folder: 'debian',
    prepare: async (install) => ({ files: { 'rootfs.tar': join(await install(debian), 'rootfs.tar') } }),
  },
  { tag: javaTag, folder: 'java', basedOn: [debianTag] },
  { tag: 'node:22.23.3-bookworm-slim', folder: 'node', basedOn: [debianTag], prepare: nodeFiles },
  {
    tag: 'apache/kafka:4.4.0',
    folder: 'kafka',
    basedOn: [javaTag],
    prepare: async (install) => {
      const jars = mavenJars('kafka-stand-in', join(import.meta.dirname, 'kafka'));
      return { files: { libs: join(await install(jars), 'lib') } };
    },
  },
  {
    tag: 'cassandra:5.0.9',
    folder: 'cassandra',
    basedOn: [javaTag],
    prepare: async (install) => {
      const ours = join(services, 'cassandra');
      const modules = join(ours, 'jvm.options');
      return {
        files: {
          lib: join(await install(mavenJars('cassandra', ours)), 'lib'),
          'conf/jvm17-server.options': modules,
          'conf/jvm17-clients.options': modules,
          'conf/logback.xml': join(ours, 'logback.xml'),
        },
      };
    },
  },
  {
    tag: 'apicurio/apicurio-registry-mem:2.6.13.Final',
    folder: 'apicurio-registry',
    basedOn: [debianTag, javaTag],
    prepare: async (install) => {
      const [program] = schemaRegistry.parts;
      if (!program) throw new Error('the schema registry has no part');
      return { files: { deployments: await install(program) } };
    },
  },
  { tag: 'prom/prometheus:v3.15.0', folder: 'prometheus', basedOn: [debianTag] },
  { tag: 'localstack/localstack:4.14.0', folder: 'localstack', basedOn: [debianTag], prepare: localstackFiles },
  { tag: 'public.ecr.aws/lambda/nodejs:22', folder: 'lambda-nodejs', basedOn: [debianTag], prepare: lambdaNodejsFiles },
];

/** Node as this project has it, npm, and the authorities that this machine's network needs to be trusted. */
async function nodeFiles(install: (part: Part) => Promise<string>): Promise<Prepared> {
  const files = {
    node: join(project, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node'),
    npm: join(await install(npm), 'node_modules', 'npm'),
  };
  const authorities = process.env.NODE_EXTRA_CA_CERTS;
  if (!authorities) return { files };
  return {
    files: { ...files, 'machine/ca-certificates.crt': authorities },
    buildArgs: { NODE_EXTRA_CA_CERTS: '/usr/local/share/stand-in/ca-certificates.crt' },
  };
}
