import type { Decision } from './said.ts';

/** Whether asking twice does what asking once does, and how that is known. */
export interface Repeatable {
  readonly class: 'safe' | 'idempotent' | 'with key' | 'not repeatable';
  readonly why: string;
}

const SAFE = /^(GET|HEAD|OPTIONS|TRACE|QUERY)$/;
const IDEMPOTENT = /^(PUT|DELETE)$/;

/** By the method (RFC 9110, 9.2), or by a key that the operation takes. */
export function repeatableBy(method: string, takesKey: boolean): Repeatable {
  if (SAFE.test(method)) return { class: 'safe', why: `${method} is safe: asking changes nothing (RFC 9110, 9.2.1).` };
  if (IDEMPOTENT.test(method))
    return { class: 'idempotent', why: `${method} is idempotent: asking twice does what asking once does (RFC 9110, 9.2.2).` };
  if (takesKey)
    return { class: 'with key', why: 'It takes an idempotency key: with the same key, asking twice does what asking once does.' };
  return { class: 'not repeatable', why: `${method} is not idempotent, and nothing seen here says that it may be asked twice.` };
}

export const mayRepeat = (repeatable: Repeatable): boolean => repeatable.class !== 'not repeatable';

/** A promise of idempotency is the server's to keep, and its code is not proved here. */
export const repeatDecision = (repeatable: Repeatable): Decision => ({
  about: 'idempotency',
  why:
    repeatable.class === 'not repeatable'
      ? 'only who knows what the operation does can say whether asking it twice does harm.'
      : 'whether the code keeps this promise is not proved here; who retries relies on it.',
});

/** Rpcs that read, by how people call them. */
const READS = /^(Get|List|Find|Search|Read|Describe|Count|Query|Lookup|Fetch|Batch_?Get|Exists|Check|Show|View)(?=[A-Z0-9_]|$)/;

export const readsByName = (rpc: string): boolean =>
  READS.test(rpc.charAt(0).toUpperCase() + rpc.slice(1)) &&
  !/(And|Or)(Set|Update|Delete|Create|Add|Increment|Remove|Insert|Lock|Pop)(?=[A-Z]|$)|OrCreate/.test(rpc);
