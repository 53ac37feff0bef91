import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const responsePath = '/_localstack/custom-resource-responses/';

/**
 * The functions behind custom resources, CDK's own among them, put their answer to the host of the ResponseURL by HTTPS
 * on port 443, whatever its address says: AWS gives them no other. Here such an answer goes to LocalStack.
 */
export function sendCustomResourceResponsesTo(hostname, port) {
  const { request } = https;
  const localstack = { protocol: 'http:', host: hostname, hostname, port, agent: undefined };
  https.request = (target, ...rest) => {
    const isUrl = typeof target === 'string' || target instanceof URL;
    const path = isUrl ? new URL(target).pathname : target?.path;
    if (!path?.startsWith(responsePath)) return request(target, ...rest);
    const given = isUrl ? rest.find((one) => typeof one === 'object') : target;
    const callback = rest.find((one) => typeof one === 'function');
    return http.request({ ...given, path, ...localstack }, callback);
  };
  // For `import { request }`.
  syncBuiltinESMExports();
}
