import type { Location } from '../../model/source.ts';
import type { FilePath } from '../../model/source.ts';
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
  /** How many bodies and parameters were gone through. */
  bodies: number;
}

export const freshBudget = (): Budget => ({ visits: 0, told: new Set(), bodies: 0 });

/** A schema that one body holds in several places is told for so many of them. */
const MOST_PLACES = 20;
/** After so many schemas in so many bodies, for one place in each body; */
const MANY_VISITS = 5_000;
/** and in the end for one body. */
const MOST_VISITS = 100_000;
/** Circles are no longer than that, as a rule; a longer one is gone round so often as places are told. */
const LONGEST_CIRCLE = 64;

/** A place on the way, of which most are only passed: what a visit tells is put together when somebody looks. */
interface Frame {
  readonly pair: SchemaPair;
  readonly above: Frame | undefined;
  /** How the one above holds it; absent for the body or parameter itself. */
  readonly child: ChildPair | undefined;
  readonly depth: number;
  readonly isAdditional: boolean;
  path: string | undefined;
}

/** Every changed schema that a body or parameter holds, the nearest first. Bounded: of what is held in too many places, the first ones. */
export function* changedSchemas(root: Visit, pairs: SchemaPairs, budget: Budget): Generator<Visit> {
  const body = ++budget.bodies;
  const { pair, depth, isAdditional, path } = root;
  if (!isPlaceLeft(pair, body, budget)) return;
  const open: Frame[] = [{ pair, above: undefined, child: undefined, depth, isAdditional, path }];
  // By index: in documents whose schemas all hold each other, this loop is what a comparison costs.
  for (let at = 0; at < open.length; at++) {
    const frame = open[at]!;
    budget.told.add(frame.pair);
    budget.visits++;
    if (frame.pair.passed!.differs) yield visitOf(frame, root);
    const children = pairs.changedIn(frame.pair);
    const isOnce = budget.visits >= MANY_VISITS;
    for (let index = 0; index < children.length; index++) {
      const child = children[index]!;
      if ((isOnce || !isAbove(frame, child.pair)) && isPlaceLeft(child.pair, body, budget)) open.push(below(frame, child));
    }
  }
}

/** Whether one more place of a schema in this body is told of; counts it. */
function isPlaceLeft(pair: SchemaPair, body: number, budget: Budget): boolean {
  if (isExhausted(budget) && budget.told.has(pair)) return false;
  const { passed } = pair;
  if (!passed) pair.passed = { body, places: 1, differs: differs(pair) };
  else if (passed.body !== body) {
    passed.body = body;
    passed.places = 1;
  } else if (passed.places >= (budget.visits < MANY_VISITS ? MOST_PLACES : 1)) return false;
  else passed.places++;
  return true;
}

/** In itself; and of alternatives, the types are its own as well. */
const differs = ({ values, lone, both }: SchemaPair): boolean =>
  values.size > 0 || lone.length > 0 || both.some(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');

export const isExhausted = ({ visits }: Budget): boolean => visits >= MOST_VISITS;

/** What an exhausted budget means for whoever reads the changes; `shared` is what many hold. */
export const tooMany = (file: FilePath, shared: string): string =>
  `The schemas of ${file} hold each other in very many ways; a change in ${shared} is told for the first of them only.`;

function isAbove(frame: Frame, pair: SchemaPair): boolean {
  let here: Frame | undefined = frame;
  for (let step = 0; here && step < LONGEST_CIRCLE; step++, here = here.above) if (here.pair === pair) return true;
  return false;
}

const below = (above: Frame, child: ChildPair): Frame => ({
  pair: child.pair,
  above,
  child,
  depth: above.depth + 1,
  isAdditional: above.isAdditional || child.keyword === 'additionalProperties',
  path: undefined,
});

function visitOf(frame: Frame, root: Visit): Visit {
  const { pair, above, child, depth, isAdditional } = frame;
  if (!above || !child) return root;
  const property = child.keyword === 'properties' ? child.name : '';
  return { pair, parent: above.pair, path: pathOf(frame), depth, property, isAdditional, before: child.before, after: child.after };
}

/** Without recursion: a way may be as long as there are schemas. */
function pathOf(frame: Frame): string {
  const open: Frame[] = [];
  for (let here: Frame | undefined = frame; here && here.path === undefined; here = here.above) open.push(here);
  for (const here of open.toReversed()) {
    const above = here.above!.path!;
    here.path = clipped(`${above}${above ? '/' : ''}${step(here.child!)}`);
  }
  return frame.path!;
}

/** A way through very many schemas is told by both its ends. */
const LONGEST_PATH = 600;

const clipped = (path: string): string => (path.length <= LONGEST_PATH ? path : `${path.slice(0, 300)}…${path.slice(-200)}`);

function step({ keyword, name }: ChildPair): string {
  if (keyword === 'properties') return name;
  return name === '' ? keyword : `${keyword}[${name}]`;
}
