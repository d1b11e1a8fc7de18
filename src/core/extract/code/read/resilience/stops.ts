import type { HandlesStop } from '../../../../model/resilience-fact.ts';
import type { Reading } from './reading.ts';

/** Signals that are caught, and libraries and frameworks that do it when they are asked to. */
export const STOPS: readonly string[] = [
  'SIGTERM',
  'enableShutdownHooks',
  'signal.Notify',
  'createTerminus',
  'closeWithGrace',
  'gracefulShutdown',
  'graceful-shutdown',
  'http-terminator',
  'lightship',
  'fastify-graceful',
  'stoppable',
  'signal.signal(',
  'add_signal_handler',
  'fx.New',
  'oklog/run',
];

export function stops({ outline: { source } }: Reading): readonly HandlesStop[] {
  const word = STOPS.find(name => source.text.includes(name));
  if (word === undefined) return [];
  const start = source.text.indexOf(word);
  return [{ kind: 'handles-stop', at: [start, start + word.length] }];
}
