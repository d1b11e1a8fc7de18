import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:http2';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const top = join(import.meta.dirname, '../..');
const node = existsSync(join(top, 'node_modules/node/bin/node')) ? join(top, 'node_modules/node/bin/node') : process.execPath;
const PROXY = '127.0.0.2';
const SERVICE = '127.0.0.1';

async function started(file, ...args) {
  const child = fork(join(import.meta.dirname, file), args, { execPath: node });
  const [answer] = await once(child, 'message');
  return {
    ...answer,
    stop: () => child.kill(),
    async cost() {
      child.send('cost');
      return (await once(child, 'message'))[0];
    },
  };
}

/** One request over HTTP/1, on connections that are kept. */
function http1(host, port) {
  const agent = new Agent({ keepAlive: true });
  const headers = { 'content-type': 'application/json', 'content-length': '15' };
  return {
    ask: () =>
      new Promise((resolve, reject) => {
        request({ host, port, agent, method: 'POST', path: '/charges', headers }, answer => answer.resume().once('end', resolve))
          .once('error', reject)
          .end('{"amount":1200}');
      }),
    close: () => agent.destroy(),
  };
}

/** One unary call as gRPC sends it, on one connection. */
function grpc(host, port) {
  const session = connect(`http://${host}:${port}`);
  const headers = { ':method': 'POST', ':path': '/shop.v1.Payments/Charge', 'content-type': 'application/grpc', te: 'trailers' };
  return {
    ask: () =>
      new Promise((resolve, reject) => {
        const stream = session.request(headers);
        stream.resume().once('end', resolve).once('error', reject);
        stream.end(Buffer.from([0, 0, 0, 0, 3, 1, 2, 3]));
      }),
    close: () => session.close(),
  };
}

/** Sends at a rate, never waiting for an answer; what each took. */
async function load({ ask }, { rate, seconds }) {
  const times = [];
  const open = [];
  const began = performance.now();
  for (let sent = 0; sent < rate * seconds;) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - began) / 1000) * rate));
    for (; sent < due; sent++) {
      const at = performance.now();
      open.push(ask().then(() => void times.push(performance.now() - at)));
    }
    await new Promise(done => setTimeout(done, 1));
  }
  await Promise.all(open);
  return times;
}

const part = (times, share) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];
const median = values => part(values, 0.5);
const ms = value => `${value.toFixed(2)} ms`;

async function compared({ kind, client, port, rate, seconds, rounds }) {
  const seen = { straight: [], proxied: [] };
  for (let round = 0; round < rounds; round++) {
    const order = [
      ['straight', SERVICE],
      ['proxied', PROXY],
    ];
    // Whoever comes second finds a warmer machine.
    if (round % 2 === 1) order.reverse();
    for (const [how, host] of order) {
      const one = client(host, port);
      await load(one, { rate, seconds: 1 });
      const times = await load(one, { rate, seconds });
      one.close();
      seen[how].push({ p50: part(times, 0.5), p95: part(times, 0.95), p99: part(times, 0.99) });
    }
  }
  const row = name => {
    const [straight, proxied] = [seen.straight, seen.proxied].map(all => median(all.map(one => one[name])));
    const overhead = median(seen.proxied.map((one, at) => one[name] - seen.straight[at][name]));
    console.log(`${kind}  ${name}  straight ${ms(straight)}  proxied ${ms(proxied)}  overhead ${ms(overhead)}`);
    return [name, { straight, proxied, overhead }];
  };
  return Object.fromEntries(['p50', 'p95', 'p99'].map(row));
}

/** Requests a second, seconds a turn, and turns of each way; `relay`: a relay in the engine's network listens and connects for the proxy. */
export async function proxyOverhead({ rate, seconds, rounds, relay }) {
  const result = {};
  for (const [kind, client] of Object.entries({ http1, grpc })) {
    const service = await started('service.mjs', kind);
    const proxy = await started('proxy-process.mjs', kind, String(service.port), relay ? 'relay' : 'direct');
    console.log(`${kind}: ${rate} requests a second, ${rounds} turns of ${seconds} s each way`);
    result[kind] = await compared({ kind, client, port: service.port, rate, seconds, rounds });
    const { calls, user, system } = await proxy.cost();
    result[kind].cpuMilliseconds = (user + system) / 1000 / calls;
    console.log(`${kind}  CPU of the proxy ${ms(result[kind].cpuMilliseconds)} a call, of ${calls}`);
    proxy.stop();
    service.stop();
  }
  return result;
}
