import { Hono } from 'hono';
import { trustedRequests } from '../services/trusted-requests.ts';
import { AwsError } from './aws-error.ts';
import { once } from './once.ts';
import type { ResourceRequest, Resources } from './resources.ts';
import type { AwsService } from './service.ts';

/** A call of an AWS API, as LocalStack has read it. */
interface Call {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly request: never;
  /** Of LocalStack, from its start to its end. */
  readonly run: string;
}

interface ControlPlane {
  /** By LocalStack's name of the service. */
  readonly services: Readonly<Record<string, Pick<AwsService, 'operations' | 'renew'>>>;
  readonly resources: Pick<Resources, 'handle'>;
  readonly log: (line: string) => void;
  /** By which clients know it besides localhost and addresses. @default - none */
  readonly names?: readonly string[];
}

/**
 * POST /call answers an operation's answer, POST /resource a resource's model; what is refused is 422 with AWS's code,
 * message and status.
 */
export function app({ services, resources, log, names }: ControlPlane): Hono {
  const routes = new Hono();
  routes.use(trustedRequests(names));
  routes.get('/health', (context) => context.json({ ready: true, services: Object.keys(services) }));
  const renewals = new Map<string, () => Promise<unknown>>();
  /** Before the first answer to each LocalStack. */
  const renew = async (run: string): Promise<void> => {
    const renewal =
      renewals.get(run) ?? once(() => Promise.all(Object.values(services).map((service) => service.renew?.())));
    renewals.set(run, renewal);
    await renewal();
  };
  routes.post('/call', async (context) => {
    const { service, operation, account, region, request, run } = await context.req.json<Call>();
    await renew(run);
    const { operations = {} } = services[service] ?? {};
    const handle = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!handle) throw notImplemented(service, operation);
    return context.json(await handle(request, { account, region }));
  });
  routes.post('/resource', async (context) => {
    const model = await resources.handle(await context.req.json<ResourceRequest>());
    return context.json(model ?? {});
  });
  routes.onError((error, context) => {
    if (error instanceof AwsError) {
      return context.json({ code: error.code, message: error.message, status: error.status }, 422);
    }
    log(`${context.req.path} failed: ${error.stack}`);
    return context.json({ code: 'InternalFailure', message: error.message, status: 500 }, 422);
  });
  return routes;
}

function notImplemented(service: string, operation: string): AwsError {
  const message = `${service} ${operation} is not supported by this local control plane.`;
  return new AwsError('NotImplementedException', message, { status: 501 });
}
