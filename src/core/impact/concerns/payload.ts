import type { Blow, ElementChange } from '../../model/impact.ts';
import type { FilePath } from '../../model/source.ts';
import type { Occurrence } from '../../navigate/occurrence.ts';
import type { Key } from '../../readers/payload/payload-keys.ts';
import { together, type Concern, type Found } from '../concern.ts';
import { nearChanges } from '../near-changes.ts';
import { keysAt, takers } from '../payload-takers.ts';
import { runsShared } from '../runs-shared.ts';
import { elementsWithTold } from '../told-topics.ts';
import { inAfter, nameOf, type Sides } from '../side.ts';

/** Bodies that no contract describes: the keys that one side gives, against the keys that the other takes, over topics, shared lists and routes. */
export const payload: Concern = {
  name: 'payload',
  run: sides => {
    const touched = nearChanges(sides);
    return together([...elementsWithTold(sides.before)].flatMap(([element, places]) => compared({ element, places, touched, sides })));
  },
};

interface Exchange {
  readonly element: string;
  readonly places: readonly Occurrence[];
  readonly touched: ReadonlySet<FilePath>;
  readonly sides: Sides;
}

function compared({ element, places, touched, sides }: Exchange): Found[] {
  const now = (elementsWithTold(sides.after).get(element) ?? []).filter(isPlace);
  const [giving, taking] = rolesOf(element);
  if (giving === undefined) return [];
  const was = places.filter(isPlace);
  if (![...was, ...now].some(({ at }) => touched.has(at.file))) return [];
  const exchange = { element, sides };
  return [
    ...lost({ ...exchange, mine: { was: was.filter(isOf(giving)), now: now.filter(isOf(giving)) }, theirs: now.filter(isOf(taking)) }),
    ...(taking === 'calls'
      ? asked({ ...exchange, mine: { was: was.filter(isOf(giving)), now: now.filter(isOf(giving)) }, theirs: now.filter(isOf(taking)) })
      : []),
  ];
}

const isOf =
  (role: string) =>
  (place: Occurrence): boolean =>
    place.role === role;

const isPlace = ({ only }: Occurrence): boolean => only === undefined;

/** Who gives and who takes. A route gives its answer to who calls it. */
function rolesOf(element: string): readonly [giving: string, taking: string] | readonly [undefined, undefined] {
  if (element.startsWith('topic ')) return ['publishes', 'consumes'];
  if (/^(keys|documents) /.test(element)) return ['writes', 'reads'];
  return element.startsWith('route ') ? ['answers', 'calls'] : [undefined, undefined];
}

interface Compared {
  readonly element: string;
  readonly sides: Sides;
  readonly mine: { readonly was: readonly Occurrence[]; readonly now: readonly Occurrence[] };
  readonly theirs: readonly Occurrence[];
}

/** Keys that were given and are given no more. Where nothing is known to be given, nothing is known to be lost. */
function* lost({ element, sides, mine, theirs }: Compared): Generator<Found> {
  const givers = Map.groupBy(mine.was, ({ owner }) => owner ?? '');
  for (const [giver, own] of givers) {
    if (theirs.every(({ owner }) => owner === giver)) continue;
    const given = keysAt(own, sides.before, 'sets');
    const still = keysAt(
      mine.now.filter(({ owner }) => owner === giver),
      sides.after,
      'sets',
    );
    if (given.length === 0 || still.length === 0) continue;
    const paths = new Set(still.map(({ path }) => path));
    const others = new Set(mine.now.flatMap(({ owner }) => (owner === giver ? [] : [owner])));
    if (others.size > 0) continue;
    for (const [path, keys] of Map.groupBy(
      given.filter(key => !paths.has(key.path)),
      key => key.path,
    )) {
      const change = changeOf(path, keys[0]!, { element, giver, name: nameOf(giver, sides.before) });
      yield {
        changes: [change],
        blows: takers(change, path, { theirs: theirs.filter(({ owner }) => owner !== giver), side: sides.after }),
      };
    }
  }
}

function changeOf(
  path: string,
  { at }: Key,
  { element, giver, name }: { readonly element: string; readonly giver: string; readonly name: string },
): ElementChange {
  return {
    element: `${path} of ${shownAs(element)}`,
    kind: 'payload',
    level: 'wire',
    breaking: true,
    message: `${name} no longer gives ${path} in ${shownAs(element)}.`,
    at: { ...at, side: 'before' },
    providers: [giver],
  };
}

/** `topic orders` as it is, `keys datastore:redis votes` as votes, a route as its verb and path. */
const shownAs = (element: string): string =>
  element.startsWith('route ')
    ? (/ ([A-Z*]+ \/.*)$/.exec(element)?.[1] ?? element)
    : element.startsWith('topic ')
      ? element.slice('topic '.length)
      : element.slice(element.lastIndexOf(' ') + 1);

/** Keys that a route did not ask for before and asks for now, where it stopped asking for one that its callers send. */
function* asked({ element, sides, mine, theirs }: Compared): Generator<Found> {
  const [answer] = mine.now;
  const giver = answer?.owner;
  if (giver === undefined || theirs.every(({ owner }) => owner === giver)) return;
  const was = keysAt(mine.was, sides.before, 'reads');
  const now = keysAt(mine.now, sides.after, 'reads');
  const dropped = was.filter(({ path }) => !now.some(key => key.path === path));
  const wanted = now.filter(({ path }) => !was.some(key => key.path === path));
  if (dropped.length === 0 || wanted.length === 0) return;
  const [first] = wanted as [Key, ...Key[]];
  const change: ElementChange = {
    element: `${first.path} of ${shownAs(element)}`,
    kind: 'payload',
    level: 'wire',
    breaking: true,
    message: `${nameOf(giver, sides.after)} now reads ${first.path} from requests of ${shownAs(element)}, and no longer ${dropped[0]!.path}.`,
    at: { ...first.at, side: 'after' },
    providers: [giver],
  };
  const blows = [
    ...Map.groupBy(
      theirs.filter(({ owner, at }) => owner !== undefined && owner !== giver && runsShared(at.file, owner, sides.after)),
      ({ owner }) => owner!,
    ),
  ].flatMap(([service, places]): Blow[] => {
    const sent = keysAt(places, sides.after, 'sets');
    const old = sent.filter(({ path }) => dropped.some(key => key.path === path));
    if (old.length === 0 || sent.some(({ path }) => path === first.path)) return [];
    return [
      {
        change,
        service,
        effect: 'broken',
        confidence: 'likely',
        why: `It sends ${old[0]!.path}, where ${first.path} is read now.`,
        evidence: inAfter(old),
      },
    ];
  });
  yield { changes: [change], blows };
}
