import type { Span } from '../../model/source.ts';
import type { OutlinedFunction } from '../../model/outlined-function.ts';

/** As far as somebody would still say that a piece of code tries a call again. */
const DEEPEST = 3;

/** What runs in a span leads to a place of the same file: it calls the function that the place stands in, itself or through others by their names. Pure. */
export function leadsTo(over: Span, place: number, functions: readonly OutlinedFunction[]): boolean {
  let reached = calledIn(over, functions);
  const seen = new Set<OutlinedFunction>();
  for (let depth = 0; depth < DEEPEST && reached.size > 0; depth++) {
    const next = functions.filter(one => one.name !== undefined && reached.has(one.name) && !seen.has(one));
    if (next.some(({ at }) => at[0] <= place && place < at[1])) return true;
    for (const one of next) seen.add(one);
    reached = new Set(next.flatMap(({ at }) => [...calledIn(at, functions)]));
  }
  return false;
}

/** Names of functions of the file itself; what is called on something else is another file's. */
const calledIn = ([start, end]: Span, functions: readonly OutlinedFunction[]): Set<string> =>
  new Set(
    functions.flatMap(({ calls }) =>
      calls.flatMap(call => (call.on === undefined && start <= call.at[0] && call.at[0] < end ? [call.name] : [])),
    ),
  );
