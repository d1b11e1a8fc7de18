import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { connected } from '../../../src/sandbox/engine-network/connected.ts';
import type { EngineNetwork, Wire } from '../../../src/sandbox/engine-network/engine-network.ts';
import { fromHere } from '../../../src/sandbox/engine-network/from-here.ts';
import { failureOf } from '../../../src/sandbox/journeys/step-answer.ts';
import type { Endpoint } from '../../../src/sandbox/sandbox.ts';
import { relayProcess, type RelayProcess } from './relay-process.ts';

async function relay(): Promise<RelayProcess> {
  const made = await relayProcess();
  onTestFinished(() => made.network.close());
  return made;
}

async function service(network: EngineNetwork, arrive: (socket: Socket) => void): Promise<Endpoint> {
  const server: Server = createServer({ allowHalfOpen: true }, arrive).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return network.endpoint({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
}

const echo = (socket: Socket): void => void socket.on('error', () => {}).pipe(socket);

async function whole(wire: Wire): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of wire) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

const ending = (wire: Wire): Promise<string> =>
  new Promise(resolve => {
    wire.once('error', error => resolve(failureOf(error))).once('close', (isBroken: boolean) => isBroken || resolve('closed'));
    wire.resume();
  });

test('a connection that is not read holds up no other, and nothing of it is lost', async () => {
  const { network } = await relay();
  const size = 20_000_000;
  const large = await service(network, socket => void socket.on('error', () => {}).end(Buffer.alloc(size, 'x')));
  const unread = connected(large);
  await once(unread, 'connect');
  await sleep(50);
  const small = connected(await service(network, echo));
  small.end('hello');
  expect(await whole(small)).toBe('hello');
  expect(unread.readableLength).toBeLessThan(400_000);
  unread.end();
  expect(await whole(unread)).toHaveLength(size);
});

test('what nobody takes at the other end waits here', async () => {
  const { network } = await relay();
  let taking: Socket | undefined;
  const deaf = await service(network, socket => void (taking = socket.on('error', () => {}).pause()));
  const wire = connected(deaf);
  wire.on('error', () => {});
  let passed = 0;
  for (let at = 0; at < 300; at++) wire.write(Buffer.alloc(64 * 1024), () => passed++);
  await sleep(200);
  expect(passed).toBeLessThan(250);
  let taken = 0;
  taking!.on('data', bytes => (taken += bytes.length)).resume();
  await expect.poll(() => taken).toBe(300 * 64 * 1024);
  expect(passed).toBe(300);
  wire.destroy();
});

test('how a connection fails is told as a socket tells it', async () => {
  const { network } = await relay();
  const { port } = await service(network, () => {});
  const refusing = createServer().listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  const { port: nobody } = refusing.address() as AddressInfo;
  await new Promise(resolve => void refusing.close(resolve));
  expect(await ending(connected(network.endpoint({ host: '127.0.0.1', port: nobody })))).toBe('refused');
  expect(await ending(connected(await service(network, socket => void socket.resetAndDestroy())))).toBe('reset');
  const taken = network.listen({ host: '127.0.0.1', port }, () => {});
  await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(network.listen({ host: '192.0.2.1', port }, () => {})).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});

test('a reset is a reset at the other end, and an end is an end', async () => {
  const { network } = await relay();
  const seen: string[] = [];
  const watching = await service(network, socket => {
    socket.on('error', error => seen.push(failureOf(error))).on('end', () => seen.push('ended'));
    socket.on('data', () => {});
  });
  const broken = connected(watching);
  await once(broken, 'connect');
  broken.resetAndDestroy();
  await expect.poll(() => seen).toEqual(['reset']);
  const good = connected(watching);
  await once(good, 'connect');
  good.end('bye');
  await expect.poll(() => seen).toEqual(['reset', 'ended']);
  good.destroy();
});

test('who arrives is known by the address that it has there; shut, a port is free again', async () => {
  const { network } = await relay();
  const { port } = await service(network, () => {});
  const at = { host: '127.0.0.3', port };
  for (const turn of ['first', 'second']) {
    const callers: (string | undefined)[] = [];
    const shut = await network.listen(at, wire => void (callers.push(wire.remoteAddress), wire.end(turn)));
    const caller = connected(network.endpoint(at));
    caller.end();
    expect(await whole(caller)).toBe(turn);
    expect(callers).toEqual(['127.0.0.1']);
    await shut();
    await shut();
    expect(await ending(connected(network.endpoint(at)))).toBe('refused');
  }
});

test('a relay that dies resets every connection, and says once why nothing goes on', async () => {
  const { network, child } = await relay();
  const wire = connected(await service(network, echo));
  await once(wire, 'connect');
  child.kill('SIGKILL');
  expect(await ending(wire)).toBe('reset');
  if (!network.lost.aborted) await once(network.lost, 'abort');
  expect((network.lost.reason as Error).message).toBe('The relay was ended.');
  expect(await ending(connected(network.endpoint({ host: '127.0.0.1', port: 1 })))).toBe('reset');
  await expect(network.listen({ host: '127.0.0.1', port: 0 }, () => {})).rejects.toMatchObject({ code: 'ECONNRESET' });
  await network.close();
});

test('a relay whose input ends ends too, and one that is closed is not lost', async () => {
  const { child } = await relay();
  child.stdin!.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
  const other = await relay();
  await other.network.close();
  expect(other.network.lost.aborted).toBe(false);
});

test('programs that connect by themselves find an endpoint at an address of this machine as long as they use it', async () => {
  const { network } = await relay();
  const there = await service(network, echo);
  const used = await fromHere(there, async here => {
    const wire = connected(here);
    wire.end('from here');
    expect(await whole(wire)).toBe('from here');
    return here;
  });
  expect(used.port).not.toBe(there.port);
  expect(await ending(connected(used))).toBe('refused');
  expect(await fromHere({ host: '127.0.0.1', port: 1 }, async here => here)).toEqual({ host: '127.0.0.1', port: 1 });
});
