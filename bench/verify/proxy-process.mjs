// The proxy before a service: node proxy-process.mjs http1|grpc PORT [relay]
import { directNetwork } from '../../src/sandbox/engine-network/direct.ts';
import { openProxies } from '../../src/sandbox/proxy/proxies.ts';

const [kind, port, how] = process.argv.slice(2);
let calls = 0;
const network = how === 'relay' ? await relayed() : directNetwork;
await openProxies({
  network,
  targets: [{ service: 'payments', address: '127.0.0.2', ports: [{ port: Number(port), protocol: kind === 'grpc' ? 'grpc' : 'http' }] }],
  callerOf: () => 'orders',
  upstream: async () => network.endpoint({ host: '127.0.0.1', port: Number(port) }),
  seed: 1,
  now: () => performance.now(),
  onCall: () => void calls++,
});
process.on('message', () => process.send({ calls, ...process.cpuUsage() }));
process.send({ listening: true });

/** It ends with this process. */
async function relayed() {
  const { openEngine } = await import('../../src/sandbox/engine.ts');
  const { relayContainer } = await import('../../src/sandbox/engine-network/relay-container.ts');
  const { openRun } = await import('../../src/sandbox/owner.ts');
  const run = await openRun();
  await run.remove();
  return relayContainer((await openEngine()).docker, run);
}
