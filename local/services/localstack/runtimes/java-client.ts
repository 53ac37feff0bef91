import { mavenJars } from '../../../install/maven-jars.ts';

/** AWS's runtime interface client: with it and a Java of the machine's, Java functions run. */
export const javaClient = mavenJars('java-client', import.meta.dirname);
