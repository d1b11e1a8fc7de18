import type { Location } from '../../model/source.ts';
import type { ChildPair, SchemaPair, SchemaPairs } from './schema-pair.ts';

/** A changed schema where it is reached from a body or parameter. */
export interface Visit {
  readonly pair: SchemaPair;
  /** Absent for the body or parameter itself. */
  readonly parent?: SchemaPair;
  /** The way from there: `customer/address`; empty for the body or parameter itself. */
  readonly path: string;
  /** How many schemas hold it. */
  readonly depth: number;
  /** The name of the property that it is; empty for whatever is none. */
  readonly property: string;
  /** Of additional properties nobody knows the names, so none is missed and none is new. */
  readonly isAdditional: boolean;
  readonly before: Location;
  readonly after: Location;
}

/** How much was told of schemas that hold each other in very many ways. */
export interface Budget {
  visits: number;
  /** What was told of anywhere. */
  readonly told: Set<SchemaPair>;
}

export const freshBudget = (): Budget => ({ visits: 0, told: new Set() });

/** A schema that one body holds in several places is told for so many of them. */
const MOST_PLACES = 20;
/** After so many schemas in so many bodies, for one place in each body; */
const MANY_VISITS = 5_000;
/** and in the end for one body. */
const MOST_VISITS = 100_000;
/** Circles are no longer than that, as a rule; a longer one is gone round so often as places are told. */
const LONGEST_CIRCLE = 64;

interface Frame extends Visit {
  readonly above: Frame | undefined;
}

/** Every changed schema that a body or parameter holds, the nearest first. Bounded: of what is held in too many places, the first ones. */
export function* changedSchemas(root: Visit, pairs: SchemaPairs, budget: Budget): Generator<Visit> {
  const places = new Map<SchemaPair, number>();
  const open: Frame[] = [{ ...root, above: undefined }];
  for (const frame of open) {
    const most = budget.visits < MANY_VISITS ? MOST_PLACES : 1;
    const isLeftOut = (pair: SchemaPair): boolean => (places.get(pair) ?? 0) >= most || (isExhausted(budget) && budget.told.has(pair));
    if (isLeftOut(frame.pair)) continue;
    places.set(frame.pair, (places.get(frame.pair) ?? 0) + 1);
    budget.told.add(frame.pair);
    budget.visits++;
    if (differs(frame.pair)) yield frame;
    for (const child of pairs.changedIn(frame.pair))
      if (!isLeftOut(child.pair) && (most === 1 || !isAbove(frame, child.pair))) open.push(below(frame, child));
  }
}

/** In itself; and of alternatives, the types are its own as well. */
const differs = ({ values, lone, both }: SchemaPair): boolean =>
  values.size > 0 || lone.length > 0 || both.some(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');

export const isExhausted = ({ visits }: Budget): boolean => visits >= MOST_VISITS;

function isAbove(frame: Frame, pair: SchemaPair): boolean {
  let here: Frame | undefined = frame;
  for (let step = 0; here && step < LONGEST_CIRCLE; step++, here = here.above) if (here.pair === pair) return true;
  return false;
}

const below = (above: Frame, { keyword, name, pair, before, after }: ChildPair): Frame => ({
  pair,
  parent: above.pair,
  path: clipped(`${above.path}${above.path ? '/' : ''}${step(keyword, name)}`),
  depth: above.depth + 1,
  property: keyword === 'properties' ? name : '',
  isAdditional: above.isAdditional || keyword === 'additionalProperties',
  before,
  after,
  above,
});

/** A way through very many schemas is told by both its ends. */
const LONGEST_PATH = 600;

const clipped = (path: string): string => (path.length <= LONGEST_PATH ? path : `${path.slice(0, 300)}…${path.slice(-200)}`);

function step(keyword: string, name: string): string {
  if (keyword === 'properties') return name;
  return name === '' ? keyword : `${keyword}[${name}]`;
}
