import { setFlagsFromString } from 'node:v8';
import { main } from './main.ts';
import { UsageError } from './usage-error.ts';

const terminal = process.stderr.isTTY === true;
let shown = 0;

/** Progress on one line of a terminal, rewritten; nothing where stderr is a file. */
function progress(text: string): void {
  if (!terminal) return;
  process.stderr.write(`\r${text}${' '.repeat(Math.max(0, shown - text.length))}${text === '' ? '\r' : ''}`);
  shown = text.length;
}

// A reader that stops early, `faultline graph . | head`, is no error.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0);
  throw error;
});

/** A command is over before these have earned what they cost: V8's slowest compiler, and what makes the one below it slow. A server goes on. */
const COMPILED_BETTER = ['turbofan', 'maglev-inlining', 'maglev-loop-peeling'];
const isBrief = process.argv[2] !== 'lsp';

// Only meanwhile: what is compiled, of node and of this program, is kept under the flags of the start and the end.
if (isBrief) for (const flag of COMPILED_BETTER) setFlagsFromString(`--no-${flag}`);
try {
  process.exitCode = await main(process.argv.slice(2), { write: text => void process.stdout.write(text), progress });
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
} finally {
  if (isBrief) for (const flag of COMPILED_BETTER) setFlagsFromString(`--${flag}`);
}
