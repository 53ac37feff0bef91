import { join } from 'node:path';
import { mavenJars } from '../../../local/install/maven-jars.ts';
import { javaPlugins } from '../../../local/services/java-plugins.ts';

const folder = (name: string) => join(import.meta.dirname, name);

/** Kafka Connect's worker, Kafka's own tools, and DataStax's core of a Cassandra sink. */
export const workerJars = mavenJars('bench-kafka-connect-worker', folder('worker'));

/** Debezium's JDBC sink, apart from the worker's jars: it is a plugin with a class loader of its own. */
export const jdbcSinkJars = mavenJars('bench-jdbc-sink', folder('jdbc-sink'));

/** Our classes around DataStax's core, and the converter of the topic's values. */
export const plugins = javaPlugins({
  name: 'bench-kafka-connect-plugins',
  folder: folder('plugins'),
  jars: workerJars,
});
