import { afterAll } from 'vitest';
import { directNetwork } from '../../../src/sandbox/engine-network/direct.ts';
import type { EngineNetwork } from '../../../src/sandbox/engine-network/engine-network.ts';
import { relayProcess } from './relay-process.ts';

let network: Promise<EngineNetwork> | undefined;

/** How the tests of a file reach this machine's network: directly, or as over-a-relay.test.ts has it. */
export function testedNetwork(): Promise<EngineNetwork> {
  network ??= process.env['FAULTLINE_TESTED_NETWORK'] === 'relay' ? relayed() : Promise.resolve(directNetwork);
  return network;
}

async function relayed(): Promise<EngineNetwork> {
  const { network } = await relayProcess();
  return network;
}

afterAll(async () => (await network)?.close());
