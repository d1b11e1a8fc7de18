import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import type { EngineNetwork } from '../../../src/sandbox/engine-network/engine-network.ts';
import { relayProgram } from '../../../src/sandbox/engine-network/relay-program.ts';
import { relayedNetwork } from '../../../src/sandbox/engine-network/relayed.ts';

export interface RelayProcess {
  readonly child: ChildProcess;
  readonly network: EngineNetwork;
}

/** The relay's program as a process of this machine, so that its network is this machine's. */
export async function relayProcess(): Promise<RelayProcess> {
  const child = spawn(process.execPath, ['-e', relayProgram()], { stdio: ['pipe', 'pipe', 'inherit'] });
  const network = await relayedNetwork({
    stream: Duplex.from({ readable: child.stdout, writable: child.stdin }),
    ended: async () => 'The relay was ended.',
    close: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  });
  return { child, network };
}
