import { UsageError } from './usage-error.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruptible {
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Until its end, whoever stops this process only says so: what was started is removed first. `removed` completes "Stopped by SIGINT; …". */
export function interruptible(removed: string): Interruptible {
  const stop = new AbortController();
  const interrupted = (name: NodeJS.Signals): void => stop.abort(new UsageError(`Stopped by ${name}; ${removed}.`));
  for (const name of SIGNALS) process.on(name, interrupted);
  return {
    signal: stop.signal,
    end: () => {
      for (const name of SIGNALS) process.off(name, interrupted);
    },
  };
}
