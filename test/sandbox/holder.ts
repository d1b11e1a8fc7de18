import { upPair } from './pair.ts';

/** A process that has a sandbox and will be killed: it says which run is its own, and how far it came. */
const repository = process.argv[2]!;
const { run } = await upPair(repository);
process.stdout.write(`up ${run.id}\n`);
setInterval(() => undefined, 1_000);
