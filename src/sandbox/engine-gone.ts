import { SandboxError } from './sandbox-error.ts';

/** What a connection to the engine fails with while it stops, is gone, or comes up again. */
const GONE = /^(ENOENT|ECONNREFUSED|ECONNRESET|EPIPE)$/;

/** One sentence where the engine went away in the middle; undefined for every other error. */
export function engineGone(error: unknown): SandboxError | undefined {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  if (!GONE.test(code) && !/socket hang up/i.test(message)) return undefined;
  return new SandboxError(
    'The Docker engine went away in the middle of the run; what it kept is removed by the next run of faultline verify.',
  );
}
