import type { OutlinedFunction } from '../../model/outlined-function.ts';
import type { Retries } from '../../model/resilience-fact.ts';
import type { FilePath } from '../../model/source.ts';
import type { Placed } from '../../link/facts-view.ts';
import { runs, servicesOf } from '../running-code.ts';
import type { System } from '../system.ts';
import { leadsTo } from './led-to.ts';
import { namedNumbers } from './named-numbers.ts';
import type { Policy } from './reach.ts';
import { triesOf } from './tries.ts';

/** Retries around retries in one file, the innermost first. */
export interface Stack {
  readonly layers: readonly [Counted, Counted, ...Counted[]];
  readonly calls: number;
}

type Counted = Placed<Retries> & { readonly more: number };

/** The stack that calls most often for each innermost layer, of every file; a layer is told in one stack only. Pure. */
export function* stackedRetries(system: System): Generator<Stack> {
  for (const [file, retries] of Map.groupBy(system.all('retries'), one => one.file)) {
    if (retries.length < 2 || !runs(file)) continue;
    const layers = retries.map(namedNumbers(servicesOf(system, file)[0])).filter(isCounted);
    const told = new Set<Counted>();
    for (const stack of stacksIn(file, layers, system)) {
      if (stack.layers.some(layer => told.has(layer))) continue;
      stack.layers.forEach(layer => told.add(layer));
      yield stack;
    }
  }
}

const isCounted = (policy: Policy): policy is Counted => policy.kind === 'retries' && (policy.more ?? 0) > 0 && !policy.reconnects;

function stacksIn(file: FilePath, layers: readonly Counted[], system: System): readonly Stack[] {
  const functions = system.functionsIn(file);
  return layers
    .flatMap((inner): readonly Stack[] => {
      const places = placesOf(inner, functions, system);
      const [first, ...outer] = layers.filter(one => one !== inner && places.some(place => runsAgain(one, place, functions)));
      return first ? [{ layers: [inner, first, ...outer], calls: triesOf([inner, first, ...outer]) }] : [];
    })
    .toSorted((a, b) => b.calls - a.calls);
}

const runsAgain = ({ over }: Counted, place: number, functions: readonly OutlinedFunction[]): boolean =>
  over !== undefined && ((over[0] <= place && place < over[1]) || leadsTo(over, place, functions));

/** Where what it tries again stands: its own code, or what is called on its client. */
function placesOf({ over, client, at, file }: Counted, functions: readonly OutlinedFunction[], system: System): readonly number[] {
  if (client === undefined) return over ? [at[0]] : [];
  const calls = functions.flatMap(one => one.calls).filter(({ on }) => on?.split('.').at(-1) === client);
  const asked = system.factsIn(file, 'sends-request').filter(one => (one.client ?? one.library) === client);
  const places = [...calls, ...asked].map(one => one.at[0]);
  return places.length > 0 ? places : [at[0]];
}
