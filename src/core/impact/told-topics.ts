import type { OwnedFile } from '../link/ownership.ts';
import type { Service } from '../link/services.ts';
import { HOLE } from '../link/address.ts';
import type { Resolved } from '../link/resolve.ts';
import { scopes, type ScopeOf } from '../link/world.ts';
import { remembered } from '../model/remembered.ts';
import type { Publishes, Subscribes } from '../model/talk-fact.ts';
import type { Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import type { Occurrence } from '../navigate/occurrence.ts';
import { toldValues } from '../readers/channels/told-values.ts';
import { textsOf } from './payload-of.ts';
import type { Side } from './side.ts';

/** Who puts messages on a topic or takes them from it, in one environment of its service. */
export interface Told {
  readonly topic: string;
  readonly role: 'publishes' | 'consumes';
  readonly owner: string;
  /** Absent where nobody deploys the service. */
  readonly environment?: string;
  readonly at: Location;
  /** What the name is made of. */
  readonly proofs: readonly Location[];
  /** Only a caller tells the name: a wrapper's parameter, a field that a constructor or an option fills. */
  readonly byCaller: boolean;
}

/** Every topic with everyone who uses it; names that only callers tell are looked for on demand, over the texts of the service. */
export const toldTopics = remembered((side: Side): readonly Told[] =>
  side.world.services.flatMap(service => side.world.ownership.filesOf(service).flatMap(owned => [...toldIn(owned, service, side)])),
);

/** Every place of every element, with those of topics whose names only callers tell. */
export const elementsWithTold = remembered(merged);

function merged(side: Side): Side['elements'] {
  const told = toldTopics(side).filter(({ byCaller }) => byCaller);
  if (told.length === 0) return side.elements;
  const all = new Map(side.elements);
  for (const [element, own] of Map.groupBy(told, ({ topic }) => `topic ${topic}`)) {
    const others = all.get(element) ?? [];
    const places = own.flatMap(({ role, owner, at, proofs }): Occurrence[] => [
      { element, role, at, owner },
      ...proofs.map((place): Occurrence => ({ element, role, at: place, owner, only: 'cursor' })),
    ]);
    all.set(element, [...others, ...places.filter(place => !others.some(other => isSame(place, other)))]);
  }
  return all;
}

const isSame = (one: Occurrence, other: Occurrence): boolean =>
  one.owner === other.owner && one.at.file === other.at.file && one.at.span[0] === other.at.span[0] && other.only === one.only;

function* toldIn(owned: OwnedFile, service: Service, side: Side): Generator<Told> {
  const { view, ownership } = side.world;
  const facts = [...view.of(owned.file, 'publishes'), ...view.of(owned.file, 'subscribes')];
  for (const fact of facts.filter(({ at }) => ownership.runs(service, owned, at))) {
    const handed = handedIn(fact, { owned, service, side });
    for (const scope of scopes(service, owned)) {
      const place = { fact, scope, side };
      yield* named(fact.topic, place);
      for (const { value, at } of handed) yield* named(value, { ...place, by: at });
    }
  }
}

interface Place {
  readonly fact: Publishes | Subscribes;
  readonly scope: ScopeOf;
  readonly side: Side;
  /** Where a caller gives the name. */
  readonly by?: Location;
}

function named(value: Value, { fact, scope, side, by }: Place): readonly Told[] {
  const environment = scope.deployment?.environment;
  const { texts } = side.world.resolver.resolve(value, by ? { ...scope, file: by.file } : scope);
  const configured = texts.length === 0 && value.kind === 'name' ? configuredAs(value.path, scope.service, side) : [];
  return [...texts, ...configured]
    .filter(({ text }) => text !== '' && !text.includes(HOLE))
    .map(({ text, proofs }) => ({
      topic: text,
      role: fact.kind === 'publishes' ? 'publishes' : 'consumes',
      owner: scope.service.id,
      ...(environment !== undefined && { environment }),
      at: { file: scope.file, span: fact.at },
      proofs: by ? [by, ...proofs] : proofs,
      byCaller: by !== undefined || configured.length > 0,
    }));
}

/** `cfg.Topics.OrderCreated.Name`: a field of a configuration object is the key of that name in a configuration file of the service. */
function configuredAs(path: readonly string[], service: Service, { world: { ownership, view } }: Side): readonly Resolved[] {
  const wanted = path.map(plain);
  const settings = ownership.filesOf(service).flatMap(({ file }) => view.of(file, 'sets-env').map(fact => ({ file, fact })));
  return settings.flatMap(({ file, fact: { name, value, at, example } }) => {
    const parts = name.split(/[.:]|__/).map(plain);
    const isMeant = parts.length > 1 && parts.length <= wanted.length && parts.every((part, nth) => part === wanted.at(nth - parts.length));
    return isMeant && !example && value.kind === 'literal' ? [{ text: value.text, proofs: [{ file, span: at }] }] : [];
  });
}

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z\d]/g, '');

interface Around {
  readonly owned: OwnedFile;
  readonly service: Service;
  readonly side: Side;
}

function handedIn(fact: Publishes | Subscribes, { owned, service, side }: Around): ReturnType<typeof toldValues> {
  const path = nameOf(fact);
  const text = path && side.texts.read(owned.file);
  if (!path || text === undefined) return [];
  const told = toldValues({ path: owned.file, text }, { path, at: fact.at }, textsOf(service.id, side));
  return told.filter(({ handed }) => handed);
}

/** The name that stands for the topic, where it is a parameter, a field or a variable; constants tell themselves. */
function nameOf({ topic }: Publishes | Subscribes): readonly string[] | undefined {
  if (topic.kind === 'unknown') return topic.parameter === undefined ? undefined : [topic.parameter];
  return topic.kind === 'name' && /^_?[a-z]/.test(topic.path.at(-1) ?? '') ? topic.path : undefined;
}
