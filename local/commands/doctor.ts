import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { ContainerStack, outsideContainers } from '../compose/container-stack.ts';
import { requireEmulator } from '../emulator.ts';
import { findProgram, java, maven, node, python, type Requirement } from '../install/requirements.ts';
import { requireFreePort } from '../processes/ports.ts';
import { ownServices, pipelineServices } from '../services/all-services.ts';
import type { Settings } from '../settings.ts';
import { Stack } from '../stack.ts';

interface Check {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

const gib = 1024 ** 3;
const wantedDiskBytes = 3 * gib;
const wantedImagesBytes = 6 * gib;
const wantedMemoryBytes = 2.7 * gib;

/** Looks at everything that `npm start` needs, without changing anything; exit code 1 when something is missing. */
export async function doctor(settings: Settings, options: { docker?: boolean; json?: boolean }): Promise<void> {
  const checks = await (options.docker ? checksWithDocker(settings) : checksWithoutDocker(settings));
  if (options.json) process.stdout.write(`${JSON.stringify(checks, null, 2)}\n`);
  else
    for (const { ok, what, says } of checks) process.stdout.write(`${ok ? 'ok     ' : 'MISSING'}  ${what}: ${says}\n`);
  if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
}

async function checksWithDocker(settings: Settings): Promise<Check[]> {
  const stack = new ContainerStack(outsideContainers(settings));
  const engine = await check('Docker', async () => {
    const { version, compose, memoryBytes } = await stack.requireDocker();
    return `${version}, Compose ${compose}, ${(memoryBytes / gib).toFixed(1)} GiB of memory`;
  });
  const here = [await program(node), engine, await disk(settings, wantedImagesBytes)];
  if (!engine.ok) return here;
  const ports = async () => {
    await stack.requireFreePorts();
    return 'free, or in use by the stack itself';
  };
  return [...here, await check('Ports', ports)];
}

async function checksWithoutDocker(settings: Settings): Promise<Check[]> {
  const stack = new Stack(settings);
  const services = ownServices(pipelineServices, settings);
  return [
    ...(await Promise.all([node, python, java, maven].map(program))),
    await disk(settings, wantedDiskBytes),
    memory(services.some((service) => stack.daemon(service).pid() !== undefined)),
    ...(await emulator(settings)),
    ...(await Promise.all(services.map((service) => portsOf(stack, service)))),
    ...(await Promise.all(
      services.filter((service) => service.parts.length > 0).map((service) => parts(stack, service)),
    )),
  ];
}

async function program(requirement: Requirement): Promise<Check> {
  return check(requirement.name, async () => {
    const { path, version } = await findProgram(requirement);
    return `${version} (${path})`;
  });
}

async function disk({ projectDir }: Settings, wanted: number): Promise<Check> {
  const { bavail, bsize } = await statfs(projectDir);
  return amount('Disk', bavail * bsize, wanted, 'Free some space.');
}

function memory(isRunning: boolean): Check {
  if (isRunning) return { what: 'Memory', ok: true, says: 'the stack is running' };
  return amount('Memory', freemem(), wantedMemoryBytes, 'End some programs.');
}

function amount(what: string, free: number, wanted: number, remedy: string): Check {
  const ok = free >= wanted;
  const says = `${(free / gib).toFixed(1)} GiB free`;
  return { what, ok, says: ok ? says : `${says}, ${(wanted / gib).toFixed(1)} GiB are needed. ${remedy}` };
}

async function emulator(settings: Settings): Promise<Check[]> {
  const { emulatorEndpoint } = settings;
  if (!emulatorEndpoint) return [];
  const answers = check('Emulator', () => requireEmulator(settings).then(() => `${emulatorEndpoint} answers`));
  return [await answers];
}

function portsOf(stack: Stack, service: (typeof pipelineServices)[number]): Promise<Check> {
  return check(`Ports of ${service.name}`, async () => {
    const numbers = service.ports.map((name) => stack.settings.ports[name]);
    if (stack.daemon(service).pid() !== undefined) return `${numbers.join(', ')} in use by the stack itself`;
    for (const name of service.ports) await requireFreePort(service.name, name, stack.settings.ports[name]);
    return `${numbers.join(', ')} free`;
  });
}

async function parts(stack: Stack, service: (typeof pipelineServices)[number]): Promise<Check> {
  const missing = await stack.missingParts(service);
  const names = missing.map(({ name }) => name).join(', ');
  const says = missing.length === 0 ? 'installed' : `npm start will install ${names}`;
  return { what: `Parts of ${service.name}`, ok: true, says };
}

async function check(what: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { what, ok: true, says: await look() };
  } catch (error) {
    return { what, ok: false, says: (error as Error).message };
  }
}
