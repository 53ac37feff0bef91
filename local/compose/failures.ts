import { StartError } from '../start-error.ts';
import { run } from './docker.ts';
import type { ComposeProject } from './project.ts';

const lastLines = 12;

/** Which image was not to be had, and why, when building or fetching them failed. */
export function describeImageFailure(cause: Error): Error {
  const { message } = cause;
  const wanted = /> \[[^\]]+\] load metadata for (\S+?):?$/m.exec(message)?.[1];
  const fetched = /^\s*(\S+) Error (.+)$/m.exec(message);
  const image = wanted ?? (fetched && `of ${fetched[1]}`);
  if (!image) return cause;
  const reason = fetched?.[2] ?? /failed to do request: (.+)$/m.exec(message)?.[1] ?? message.trim().split('\n').at(-1);
  return new StartError(
    `The image ${image} cannot be had (${reason}). See that Docker reaches its registry, or bring the image by docker load.`,
    { cause },
  );
}

/** Why the containers did not start, with what the one that failed has written last. */
export async function describeStartFailure(project: ComposeProject, cause: Error): Promise<Error> {
  const container = /container (\S+) (?:is unhealthy|exited|has no healthcheck)/.exec(cause.message)?.[1];
  const service = container?.slice(project.name.length + 1).replace(/-\d+$/, '');
  if (container === undefined || service === undefined) return cause;
  const killed = (await run('docker', ['inspect', '--format', '{{.State.OOMKilled}}', container])).trim() === 'true';
  const why = killed
    ? 'was ended because its memory was full: give it a larger mem_limit in docker-compose.yml'
    : 'did not start';
  const log = await project.ask('logs', '--no-log-prefix', `--tail=${lastLines}`, service);
  const end = log
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  return new StartError(
    `${service} ${why}. The end of its log (docker compose -p ${project.name} logs ${service}):\n${end}`,
    { cause },
  );
}
