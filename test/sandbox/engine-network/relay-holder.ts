import { relayContainer } from '../../../src/sandbox/engine-network/relay-container.ts';
import { openEngine } from '../../../src/sandbox/engine.ts';
import { openRun } from '../../../src/sandbox/owner.ts';

/** A process that has a relay and will be killed: it says which run is its own. */
const run = await openRun();
await relayContainer((await openEngine()).docker, run);
process.stdout.write(`${run.id}\n`);
setInterval(() => undefined, 1_000);
