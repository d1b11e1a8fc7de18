// What verifying costs beside what is verified.
//   node bench/verify.mjs proxy|start [--rate 500] [--seconds 8] [--rounds 5] [--relay] [--json FILE]
// start: the slice of examples/shop in the sandbox, beside docker compose up --wait of the same services; needs the engine and the shop's base images.
// proxy: requests at a steady rate over loopback, whether or not earlier ones are answered, straight to a service and through the proxy before it, in turns.
// With --relay the proxy's connections go through a relay, as where the engine is Docker Desktop; needs the engine, and its network has to be this machine's.
// Service, proxy and load are a process each, as containers, Faultline and callers are. Times are wall times, so the machine's own noise is in both;
// on a busy one run it as `chrt -f 20 node …`, which nothing else gets in the way of.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { proxyOverhead } from './verify/proxy.mjs';
import { startRatio } from './verify/start.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '5' },
    relay: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const parts = { proxy: proxyOverhead, start: startRatio };
const part = parts[positionals[0]];
if (!part) {
  console.error('Usage: node bench/verify.mjs proxy|start [--rate 500] [--seconds 8] [--rounds 5] [--relay] [--json FILE]');
  process.exit(2);
}
const result = await part({
  rate: Number(values.rate),
  seconds: Number(values.seconds),
  rounds: Number(values.rounds),
  relay: values.relay,
});
if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
