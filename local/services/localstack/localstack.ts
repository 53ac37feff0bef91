import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { programIn } from '../../install/python-environment.ts';
import { ensureCertificates } from '../certificates/certificates.ts';
import { controlPlaneUrl } from '../control-plane/control-plane-service.ts';
import { requireAnswer } from '../http-health.ts';
import { loopback, type Service, type ServiceContext } from '../service.ts';
import { extension, virtualEnvironment } from './localstack-parts.ts';
import { javaClient } from './runtimes/java-client.ts';
import { pythonRuntimes } from './runtimes/python-runtimes.ts';
import { runtimeVariables } from './runtimes/runtime-variables.ts';

export const localstack: Service = {
  name: 'localstack',
  parts: [virtualEnvironment, extension, javaClient, ...pythonRuntimes],
  ports: ['localstack'],
  startTimeoutMs: 120_000,
  stopTimeoutMs: 30_000,

  async command(context) {
    const environment = context.partDirectory(virtualEnvironment);
    const filesystem = join(context.settings.stateDir, 'data', 'localstack');
    mkdirSync(join(filesystem, 'tmp'), { recursive: true });
    const { authority } = await ensureCertificates(context.settings.stateDir);
    return {
      file: programIn(environment, 'python'),
      args: ['-m', 'localstack.runtime.main'],
      cwd: context.settings.stateDir,
      env: {
        ...hostVariables(filesystem),
        ...localstackVariables(context, filesystem),
        ...extensionVariables(context, authority),
        ...(await runtimeVariables(context)),
        PYTHONPATH: context.partDirectory(extension),
        PYTHONDONTWRITEBYTECODE: '1',
        // Each thread would keep a heap of its own for the payloads of 6 MB that went through it.
        MALLOC_ARENA_MAX: '2',
      },
      // Functions read it when they start: with last year's they would not trust the servers of this one.
      sources: [authority],
    };
  },

  ready: ({ settings }) => requireAnswer(`${endpoint(settings.ports.localstack)}/_localstack/health`),

  connection: ({ settings }) => ({ endpoint: endpoint(settings.ports.localstack) }),
};

function endpoint(port: number): string {
  return `http://${loopback}:${port}`;
}

/** LocalStack's own settings: host mode, nothing asked of the internet, nothing ignored in silence. */
function localstackVariables({ settings }: ServiceContext, filesystem: string): NodeJS.ProcessEnv {
  const address = `${loopback}:${settings.ports.localstack}`;
  return {
    GATEWAY_LISTEN: address,
    LOCALSTACK_HOST: address,
    FILESYSTEM_ROOT: filesystem,
    TMPDIR: join(filesystem, 'tmp'),
    XDG_CACHE_HOME: join(filesystem, 'cache'),
    DNS_ADDRESS: '0',
    DISABLE_EVENTS: '1',
    SKIP_SSL_CERT_DOWNLOAD: '1',
    // A function that nobody calls for a minute gives its memory back; a new start of it takes a tenth of a second.
    LAMBDA_KEEPALIVE_MS: '60000',
    // How full the queues are, for the alarms on them: nobody waits a minute to be told.
    SQS_CLOUDWATCH_METRICS_REPORT_INTERVAL: '10',
    // A type that nobody here knows becomes a placeholder, as its event says, and the rest of the stack works.
    CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '1',
  };
}

/** What our extension reads; see its README. */
function extensionVariables({ settings }: ServiceContext, authority: string): NodeJS.ProcessEnv {
  return {
    GATEWAY_SERVER: 'twisted-loopback',
    LAMBDA_RUNTIME_EXECUTOR: 'process',
    CONTROL_PLANE_URL: controlPlaneUrl(settings),
    LAMBDA_CA_CERTIFICATES: authority,
  };
}

function hostVariables(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LANG: process.env.LANG ?? 'C.UTF-8', HOME: home };
}
