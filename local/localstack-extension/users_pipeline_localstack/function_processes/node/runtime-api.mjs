// The calls of the Lambda Runtime API, over one connection that stays open.
import { Agent, request } from 'node:http';
import { answerForError } from './errors.mjs';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
  return new Promise((done, failed) => {
    const headers =
      body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const sending = request({ host, port, agent, method, path: `/2018-06-01/runtime/${path}`, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', failed);
      response.on('end', () => done({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    sending.on('error', failed);
    sending.end(body);
  });
}

export const nextInvocation = () => call('GET', 'invocation/next');
export const postResponse = (requestId, json) => call('POST', `invocation/${requestId}/response`, json);
export const postError = (requestId, error) => call('POST', `invocation/${requestId}/error`, answerForError(error));
export const postInitError = (error) => call('POST', 'init/error', answerForError(error));
