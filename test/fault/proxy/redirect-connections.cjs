// Loaded by a function's process (NODE_OPTIONS=--require): leads its connections to ports of 127.0.0.1 through a
// proxy, as a router would, so that neither addresses nor what is signed with them (tokens of IAM) change.
// REDIRECTED_PORTS is JSON: {"<port>": <port of the proxy>}; REDIRECTED_BY is the pid of the program that has the
// proxies: when it is gone the function finds its own way again.
const { Socket } = require('node:net');

const ports = JSON.parse(process.env.REDIRECTED_PORTS ?? '{}');
const owner = Number(process.env.REDIRECTED_BY);
const { connect } = Socket.prototype;

function redirected(port) {
  if (!(port in ports)) return port;
  try {
    process.kill(owner, 0);
    return ports[port];
  } catch {
    return port;
  }
}

Socket.prototype.connect = function connectRedirected(...args) {
  const [first] = args;
  // Node itself passes its arguments in the form [[options, callback]].
  if (Array.isArray(first)) first[0] = { ...first[0], port: redirected(first[0].port) };
  else if (typeof first === 'object' && first !== null) args[0] = { ...first, port: redirected(first.port) };
  else args[0] = redirected(first);
  return connect.apply(this, args);
};
