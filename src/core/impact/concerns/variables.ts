import { addressesIn, isLocal } from '../../link/address.ts';
import type { Deployment } from '../../link/deployment.ts';
import type { Service } from '../../link/services.ts';
import { spellings } from '../../link/spellings.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import type { Location } from '../../model/source.ts';
import { variablesIn, type Value } from '../../model/value.ts';
import { valuesIn } from '../../navigate/values-in.ts';
import { NOTHING, together, type Concern, type Found } from '../concern.ts';
import { counterpart } from '../counterpart.ts';
import { isGiven, isLeftToDeveloper, type Unset } from '../given.ts';
import { inAfter, type Side, type Sides } from '../side.ts';

/** Variables: what the code of a service reads, against what each of its deployments sets. */
export const variables: Concern = {
  name: 'variables',
  run: sides => {
    // One link of both: what is read and set is the same.
    if (sides.before.world === sides.after.world) return NOTHING;
    return together(
      sides.after.world.services.flatMap(service => {
        const before = sides.before.world.services.find(({ id }) => id === service.id);
        return before ? compared({ before, after: service, sides }) : [];
      }),
    );
  },
};

interface Pair {
  readonly before: Service;
  readonly after: Service;
  readonly sides: Sides;
}

/** A variable that code reads, and what it takes where nobody sets it. */
interface Read {
  readonly name: string;
  readonly at: Location;
  readonly fallback?: Value | undefined;
  readonly certain: boolean;
}

function compared(pair: Pair): Found[] {
  const { before, after, sides } = pair;
  const readBefore = reads(before, sides.before);
  const readAfter = reads(after, sides.after);
  return [...readAfter].flatMap(([name, places]) => {
    const pairs = after.deployments.flatMap(deployment => {
      const old = counterpart(deployment, { before, after });
      return old ? [{ deployment, old }] : [];
    });
    const lost = pairs.filter(({ deployment }) => !isGiven(name, after, deployment, sides.after));
    const local = pairs.filter(unset => isLeftToDeveloper(name, unset, after, sides.after));
    const unset = [...new Set([...lost, ...local])].filter(({ old }) => isGiven(name, before, old, sides.before));
    if (unset.length > 0) return [noLongerSet({ name, places, unset, ...pair })];
    return lost.length > 0 && !readBefore.has(name) ? newlyRead({ name, places, readBefore, readAfter, lost, ...pair }) : [];
  });
}

/** By the spelling that the environment uses. */
function reads(service: Service, { world }: Side): ReadonlyMap<string, readonly Read[]> {
  const found: Read[] = [];
  for (const owned of world.ownership.filesOf(service)) {
    for (const fact of world.view.of(owned.file, 'reads-env')) {
      if (world.ownership.runs(service, owned, fact.at))
        found.push({ name: fact.name, at: { file: owned.file, span: fact.at }, fallback: fact.fallback, certain: fact.certain });
    }
    for (const { kind, value, at } of valuesIn(world.view.files.get(owned.file) ?? [])) {
      if (kind === 'compose-service' || kind === 'workload' || kind === 'reads-env') continue;
      for (const { name, fallback } of variablesIn(value))
        found.push({ name, at: { file: owned.file, span: at }, fallback, certain: kind === 'uses-address' });
    }
  }
  return Map.groupBy(
    found.filter(read => !found.some(wider => isWithin(read, wider))),
    ({ name }) => name,
  );
}

/** `process.env.URL` within `process.env.URL ?? 'http://orders'`: the read with its fallback counts. */
const isWithin = (read: Read, wider: Read): boolean =>
  wider.fallback !== undefined &&
  read.fallback === undefined &&
  wider.name === read.name &&
  wider.at.file === read.at.file &&
  wider.at.span[0] <= read.at.span[0] &&
  read.at.span[1] <= wider.at.span[1];

interface Lost extends Pair {
  readonly name: string;
  readonly places: readonly Read[];
}

/** The deployment gave it, and gives it no more. */
function noLongerSet({ name, places, unset, before, after, sides }: Lost & { readonly unset: readonly Unset[] }): Found {
  const settings = unset.flatMap(({ old }) =>
    (
      spellings(name)
        .map(spelling => old.variables.get(spelling))
        .find(set => set !== undefined) ?? []
    ).flatMap(({ at, origins }) => origins?.at(-1) ?? at),
  );
  const environments = unset.map(({ deployment }) => deployment.environment);
  const change: ElementChange = {
    element: `${name} of ${after.name}`,
    kind: 'variable',
    level: 'wire',
    breaking: true,
    message: `${name} is no longer set for ${after.name} in ${environments.join(', ')}.`,
    at: settings[0] ? { ...settings[0], side: 'before' } : { ...places[0]!.at, side: 'after' },
    providers: [after.id],
  };
  return { changes: [change], blows: withoutValue(change, { name, places, unset, before, after, sides }) };
}

function withoutValue(
  change: ElementChange,
  { name, places, unset, before, after, sides }: Lost & { readonly unset: readonly Unset[] },
): Blow[] {
  const needy = places.filter(({ fallback }) => !stands(fallback, { name, unset, before, after, sides }));
  if (needy.length === 0) return [];
  const bare = needy.filter(({ fallback }) => fallback === undefined || isUseless(fallback, after, sides.after));
  const shown = bare.length > 0 ? bare : needy;
  return [
    {
      change,
      service: after.id,
      effect: bare.length > 0 ? 'broken' : 'at-risk',
      confidence: shown.some(({ certain }) => certain) ? 'certain' : 'likely',
      why:
        bare.length > 0
          ? `Its code reads ${name}, which nobody sets any more.`
          : `Its code falls back to another value where ${name} is not set.`,
      evidence: inAfter(shown),
    },
  ];
}

type Standing = Pick<Lost, 'name' | 'before' | 'after' | 'sides'> & { readonly unset: readonly Unset[] };

/** The fallback is what was set: nothing changes. */
function stands(fallback: Value | undefined, { name, unset, before, after, sides }: Standing): boolean {
  if (fallback === undefined) return false;
  const kept = textsOf(fallback, after, undefined, sides.after);
  return unset.every(({ old }) => textsOf({ kind: 'env', name }, before, old, sides.before).every(text => kept.includes(text)));
}

const textsOf = (value: Value, service: Service, deployment: Deployment | undefined, { world }: Side): string[] =>
  world.resolver
    .resolve(value, {
      file: (deployment?.at.file ?? service.units[0]?.at.file ?? '') as Location['file'],
      service,
      ...(deployment && { deployment }),
    })
    .texts.map(({ text }) => text);

/** Nothing, or an address of the developer's own machine, which in a container is the container. */
function isUseless(fallback: Value, service: Service, side: Side): boolean {
  const texts = textsOf(fallback, service, undefined, side);
  return texts.length > 0 && texts.every(text => text === '' || addressesIn(text).some(({ host }) => isLocal(host)));
}

interface NewRead extends Lost {
  readonly readBefore: ReadonlyMap<string, readonly Read[]>;
  readonly readAfter: ReadonlyMap<string, readonly Read[]>;
  readonly lost: readonly Unset[];
}

/** The code asks for a name that no deployment sets: broken where it asked for one that is set instead before; else somebody may yet set it. */
function newlyRead({ name, places, readBefore, readAfter, lost, before, after, sides }: NewRead): Found[] {
  const needy = places.filter(({ fallback }) => fallback === undefined || isUseless(fallback, after, sides.after));
  if (needy.length === 0) return [];
  const files = new Set(needy.map(({ at }) => at.file));
  const replaced = [...readBefore].some(
    ([old, reads]) =>
      !readAfter.has(old) &&
      reads.some(({ at }) => files.has(at.file)) &&
      lost.some(({ old: deployment }) => isGiven(old, before, deployment, sides.before)),
  );
  return [readingChange({ name, places: needy, after, effect: replaced ? 'broken' : 'at-risk' })];
}

function readingChange({
  name,
  places,
  after,
  effect,
}: {
  readonly name: string;
  readonly places: readonly Read[];
  readonly after: Service;
  readonly effect: 'broken' | 'at-risk';
}): Found {
  const evidence = inAfter(places);
  const change: ElementChange = {
    element: `${name} of ${after.name}`,
    kind: 'variable',
    level: 'wire',
    breaking: effect === 'broken',
    message: `${after.name} now reads ${name}, which none of its deployments sets.`,
    at: evidence[0]!,
    providers: [after.id],
  };
  return {
    changes: [change],
    blows: [
      {
        change,
        service: after.id,
        effect,
        confidence: places.some(({ certain }) => certain) ? 'certain' : 'likely',
        why: `Its code now reads ${name}, which nobody sets.`,
        evidence,
      },
    ],
  };
}
