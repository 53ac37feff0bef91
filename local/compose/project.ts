import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runInstaller } from '../install/run-installer.ts';
import { portVariables, type Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';

/** A container of the project, as it is now. */
export interface Container {
  readonly service: string;
  readonly name: string;
  /** created, running, restarting, exited, paused, dead or removing */
  readonly state: string;
  readonly healthy: boolean;
}

interface Work {
  readonly timeoutMs: number;
  readonly remedy: string;
  readonly report?: (line: string) => void;
}

const answerMs = 30_000;
// As many as docker-compose.yml publishes when nobody says otherwise.
const databasePorts = 10;

/** The containers of docker-compose.yml for one state directory. */
export class ComposeProject {
  readonly name: string;
  readonly #file: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor({ projectDir, stateDir, ports }: Settings, env: NodeJS.ProcessEnv = process.env) {
    this.name = env.COMPOSE_PROJECT_NAME || projectName(projectDir, stateDir);
    this.#file = join(projectDir, 'docker-compose.yml');
    this.#env = { ...env, ...composeVariables(ports) };
  }

  /** Something that takes long, and tells how it goes. @throws StartError with its last lines and the remedy */
  work(args: readonly string[], options: Work): Promise<string> {
    return runInstaller('docker', this.#arguments(['--progress=plain', ...args]), { ...options, env: this.#env });
  }

  /** Something that is done at once. @returns what it wrote @throws StartError with its last line */
  async ask(...args: readonly string[]): Promise<string> {
    const options = { env: this.#env, timeout: answerMs, maxBuffer: 16 * 1024 * 1024 };
    try {
      return (await promisify(execFile)('docker', this.#arguments(args), options)).stdout;
    } catch (cause) {
      const { stderr = '', message } = cause as Error & { stderr?: string };
      const reason = stderr.trim().split('\n').at(-1) || message;
      throw new StartError(
        `docker compose ${args[0]} failed: ${reason.replace(/[.?]$/, '')}. See npm run doctor -- --docker.`,
        { cause },
      );
    }
  }

  /** The command line of a command that shows what it does itself. */
  command(...args: readonly string[]): { file: string; args: string[]; env: NodeJS.ProcessEnv } {
    return { file: 'docker', args: this.#arguments(args), env: this.#env };
  }

  /** Also those that have ended. */
  async containers(): Promise<Container[]> {
    const lines = (await this.ask('ps', '--all', '--format=json')).split('\n');
    return lines.filter(Boolean).map((line) => {
      const { Service, Name, State, Health } = JSON.parse(line);
      return { service: Service, name: Name, state: State, healthy: Health === 'healthy' };
    });
  }

  /** Two clones would take each other's containers for their own. @throws StartError naming the other clone */
  async requireOwn(): Promise<void> {
    const projects: { Name: string; ConfigFiles: string }[] = JSON.parse(
      await this.ask('ls', '--all', '--format=json'),
    );
    const files = projects.find(({ Name }) => Name === this.name)?.ConfigFiles;
    if (files === undefined || files === this.#file) return;
    throw new StartError(
      `The containers of ${this.name} belong to ${files}: npm stop there, or start these under other names and ports: ` +
        'COMPOSE_PROJECT_NAME=mine PORT_OFFSET=1000 npm start -- --docker.',
    );
  }

  #arguments(args: readonly string[]): string[] {
    return ['compose', '--project-name', this.name, '--file', this.#file, ...args];
  }
}

/** As docker-compose.yml has it, and another for each other stack. */
function projectName(projectDir: string, stateDir: string): string {
  if (stateDir.startsWith(join(projectDir, '.local', 'docker'))) return 'users-pipeline';
  return `users-pipeline-${createHash('sha256').update(stateDir).digest('hex').slice(0, 8)}`;
}

/** What docker-compose.yml reads. */
function composeVariables(ports: Settings['ports']): NodeJS.ProcessEnv {
  const first = ports.databases;
  return { ...portVariables(ports), DATABASE_PORTS: `${first}-${first + databasePorts - 1}` };
}
