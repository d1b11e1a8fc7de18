// The proxy before a service: node proxy-process.mjs http1|grpc PORT
import { openProxies } from '../../src/sandbox/proxy/proxies.ts';

const [kind, port] = process.argv.slice(2);
let calls = 0;
await openProxies({
  targets: [{ service: 'payments', address: '127.0.0.2', ports: [{ port: Number(port), protocol: kind === 'grpc' ? 'grpc' : 'http' }] }],
  callerOf: () => 'orders',
  upstream: async () => ({ host: '127.0.0.1', port: Number(port) }),
  seed: 1,
  now: () => performance.now(),
  onCall: () => void calls++,
});
process.on('message', () => process.send({ calls, ...process.cpuUsage() }));
process.send({ listening: true });
