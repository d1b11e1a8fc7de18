import { setFlagsFromString } from 'node:v8';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { userCacheFolder } from '../../workspace/kept.ts';
import { IndexerThread, type ToIndexer } from '../../workspace/thread.ts';
import { parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';

/** The server is one program with two threads: this file, started again as a thread, is the one that indexes. */
export const lsp: Command = {
  name: 'lsp',
  usage: 'lsp --stdio|--node-ipc [--no-cache]',
  summary: 'Run the language server for an editor.',
  async run(args) {
    if (!isMainThread) return indexing();
    process.once('exit', () => (growHeapsBy(0), beginNurseriesWith(0)));
    beginNurseriesWith(4);
    const { options } = parsed(args, {
      stdio: { type: 'boolean' },
      'node-ipc': { type: 'boolean' },
      clientProcessId: { type: 'string' },
      'no-cache': { type: 'boolean' },
    });
    if (!options['stdio'] && !options['node-ipc']) throw new UsageError('Say how the editor talks to the server: faultline lsp --stdio.');
    // Only this command needs the protocol's libraries.
    const { serve } = await import('../../server/main.ts');
    serve({
      startThread: () => new Worker(fileURLToPath(new URL('cli.js', import.meta.url)), { argv: ['lsp'], resourceLimits: LIMITS }),
      cacheFolder: options['no-cache'] === true ? undefined : userCacheFolder(),
    });
    return forever();
  },
};

async function indexing(): Promise<number> {
  growHeapsBy(25);
  const port = parentPort!;
  const thread = new IndexerThread(message => port.postMessage(message));
  port.on('message', (message: ToIndexer) => void thread.take(message));
  return forever();
}

/**
 * What a link leaves for the next is old by then: collecting it when a quarter has been added saves some seventy megabytes. For the time
 * between start and end only: what is compiled is kept under their flags.
 */
const growHeapsBy = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`);

/** A thread that starts makes garbage faster than a nursery of the usual beginning grows: most of its time would be collecting. */
const beginNurseriesWith = (megabytes: number): void => setFlagsFromString(`--min-semi-space-size=${megabytes}`);

/** Linking makes much garbage that dies at once: small nurseries cost little time and save a hundred megabytes. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

/** Editors end their servers themselves. */
const forever = (): Promise<never> => new Promise(() => undefined);
