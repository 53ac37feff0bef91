import http from 'node:http';
import https from 'node:https';

const responsePath = '/_localstack/custom-resource-responses/';

/**
 * The functions behind custom resources, CDK's own among them, put their answer to the host of the ResponseURL by HTTPS
 * on port 443, whatever its address says: AWS gives them no other. Here such an answer goes to LocalStack.
 * @param endpoint LocalStack's address.
 */
export function sendCustomResourceResponsesTo(endpoint) {
  if (!endpoint) return;
  const { port } = new URL(endpoint);
  const request = https.request;
  https.request = (options, ...rest) => {
    const isResponse = typeof options === 'object' && String(options?.path).startsWith(responsePath);
    return isResponse ? http.request({ ...options, port, protocol: 'http:' }, ...rest) : request(options, ...rest);
  };
}
