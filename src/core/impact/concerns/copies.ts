import type { Service } from '../../link/services.ts';
import type { Graph } from '../../model/graph.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import { isTest, isUnder } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { classUses } from '../../readers/classes/class-uses.ts';
import { declared, type Declared, type DeclaredMember, type DeclaredType } from '../../readers/classes/declared.ts';
import type { Texts, Use } from '../../readers/use.ts';
import { together, type Concern, type Found } from '../concern.ts';
import { filesFor } from '../service-files.ts';
import { inAfter, nameOf, type Sides } from '../side.ts';
import { isClassCode } from './classes.ts';

/** Classes of one name of which two services that talk to each other keep a copy each: what one no longer writes, the other reads in vain. */
export const copies: Concern = {
  name: 'copies',
  run: sides => together([...sides.changed].filter(file => isClassCode(file) && !isTest(file)).flatMap(file => changed(file, sides))),
};

function changed(file: FilePath, sides: Sides): Found[] {
  const [owner, ...others] = sides.before.world.ownership.ownersOf(file);
  const text = sides.before.texts.read(file);
  if (!owner || others.length > 0 || text === undefined) return [];
  const was = declared({ path: file, text });
  const is = declared({ path: file, text: sides.after.texts.read(file) ?? '' });
  if (!was || !is) return [];
  return was.types.flatMap(type => {
    const now = is.types.find(({ name }) => name === type.name);
    if (!now) return messageGone({ owner, home: was, type, file, sides });
    const gone = now ? type.members.filter(member => isWritten(member) && !now.members.some(({ wire }) => wire === member.wire)) : [];
    return gone.map(member => hit({ owner, home: was, type, member, file, sides }));
  });
}

const isWritten = ({ kind }: DeclaredMember): boolean => kind === 'value';

interface Gone {
  readonly owner: Service;
  readonly home: Declared;
  readonly type: DeclaredType;
  readonly member: DeclaredMember;
  readonly file: FilePath;
  readonly sides: Sides;
}

function hit(gone: Gone): Found {
  const { owner, type, member, file, sides } = gone;
  const change: ElementChange = {
    element: `${type.name}.${member.wire}`,
    kind: 'payload',
    rule: 'property-removed',
    level: 'wire',
    breaking: true,
    message: `${nameOf(owner.id, sides.before)} no longer writes ${member.wire} of ${type.name}.`,
    at: { file, span: member.span, side: 'before' },
    providers: [owner.id],
  };
  const { near, beside } = takersOf(gone);
  const hit = (services: readonly Service[], isMeant: (copy: Copy) => boolean): Blow[] =>
    services.flatMap(service => copiesOf(type, service, gone).flatMap(copy => (isMeant(copy) ? (blow(change, service, copy) ?? []) : [])));
  const blows = [
    ...hit(near, () => true),
    ...hit(beside, ({ home }) => isMessage(type, gone.home) || home.namespace === gone.home.namespace),
  ];
  return { changes: blows.length > 0 ? [change] : [], blows };
}

interface Takers {
  /** By an edge in one direction, or over a topic. */
  readonly near: readonly Service[];
  /** Over a broker that both talk to: they take what is a message, or the same class by its full name. */
  readonly beside: readonly Service[];
}

/** Who is handed what the owner makes. */
function takersOf({ owner, type, sides, home }: Gone): Takers {
  const { graph, world } = sides.before;
  const taking = handedTo(owner.id, graph);
  const calling = graph.edges.filter(({ to, kind }) => to === owner.id && ANSWERED.test(kind)).map(({ from }) => from);
  const asked = graph.edges.filter(({ from, kind }) => from === owner.id && ANSWERED.test(kind)).map(({ to }) => to);
  const sharing = sharingBroker(owner.id, graph);
  const makes = asked.length + sharing.length > 0 && makesOne(owner, type, { home, sides });
  const near = new Set([...taking, ...calling, ...(makes ? asked : [])]);
  const beside = new Set(makes ? sharing : []);
  const others = world.services.filter(({ id }) => id !== owner.id);
  return { near: others.filter(({ id }) => near.has(id)), beside: others.filter(({ id }) => beside.has(id) && !near.has(id)) };
}

const ANSWERED = /^(http|graphql|websocket|tcp|messaging|configuration)$/;

const handedTo = (id: string, { edges }: Graph): readonly string[] => {
  const topics = new Set(edges.filter(({ from, kind }) => from === id && kind === 'publish').map(({ to }) => to));
  return edges.filter(({ to, kind }) => kind === 'subscribe' && topics.has(to)).map(({ from }) => from);
};

/** Who talks to a broker that the service talks to as well: of which topics is not always told. */
function sharingBroker(id: string, { nodes, edges }: Graph): readonly string[] {
  const brokers = new Set(nodes.filter(({ kind }) => kind === 'broker').map(node => node.id));
  const own = new Set(edges.filter(({ from, to }) => from === id && brokers.has(to)).map(({ to }) => to));
  return edges.filter(({ from, to }) => from !== id && own.has(to)).map(({ from }) => from);
}

/** Its bases, its own name or its folder say that it is sent. */
const isMessage = ({ name, bases }: DeclaredType, { path }: Declared): boolean =>
  [name, ...bases].some(one => /(Event|Message|Command|Notification)$/.test(one)) ||
  /\/(integration)?(events?|messages?|messaging|contracts)\//i.test(path);

/** A message that goes by the name of its class, and is no longer made: who takes messages of that name waits for ever. */
function messageGone({ owner, home, type, file, sides }: Omit<Gone, 'member'>): Found[] {
  const { graph, world } = sides.before;
  const beside = new Set(sharingBroker(owner.id, graph));
  if (beside.size === 0 || !isMessage(type, home) || !makesOne(owner, type, { home, sides }) || stillMade(type, owner, sides)) return [];
  const change: ElementChange = {
    element: type.name,
    kind: 'topic',
    rule: 'message-removed',
    level: 'wire',
    breaking: true,
    message: `${nameOf(owner.id, sides.before)} no longer sends ${type.name}.`,
    at: { file, span: type.span, side: 'before' },
    providers: [owner.id],
  };
  const blows = world.services.filter(({ id }) => beside.has(id)).flatMap(service => waiting(change, type, service, sides));
  return blows.length > 0 ? [{ changes: [change], blows }] : [];
}

const stillMade = ({ name }: DeclaredType, owner: Service, { after }: Sides): boolean =>
  filesFor(owner, after).some(
    path => isClassCode(path) && new RegExp(`\\b(?:class|record|struct)\\s+${name}\\b`).test(after.texts.read(path) ?? ''),
  );

/** Where a service of another team tells messages apart by the name: as a text, or as the type that a handler takes. */
function waiting(change: ElementChange, { name }: DeclaredType, service: Service, { after }: Sides): Blow[] {
  const taken = new RegExp(`["']${name}["']|<${name}>`, 'g');
  const evidence = filesFor(service, after)
    .filter(path => isClassCode(path) && !isTest(path))
    .flatMap(file =>
      [...(after.texts.read(file) ?? '').matchAll(taken)].map(({ index, 0: text }) => ({
        at: { file, span: [index, index + text.length] as const },
      })),
    );
  const why = `It takes ${name}, which nobody sends any more.`;
  return evidence.length === 0
    ? []
    : [{ change, service: service.id, effect: 'broken', confidence: 'likely', why, evidence: inAfter(evidence) }];
}

/** It makes one itself, or the class does by a method of its own. */
const makesOne = (service: Service, { name }: DeclaredType, { home, sides: { before } }: Pick<Gone, 'home' | 'sides'>): boolean =>
  new RegExp(`\\bnew ${name}\\b`).test(before.texts.read(home.path) ?? '') ||
  classUses({ files: [home], type: name }, filesFor(service, before), before.texts).some(({ how }) => how === 'constructs');

interface Copy {
  readonly home: Declared;
  readonly type: DeclaredType;
  readonly uses: readonly Use[];
}

/** Copies in the service's own files, with where it reads what is gone. */
function copiesOf({ name }: DeclaredType, service: Service, { member, sides }: Gone): readonly Copy[] {
  const { texts } = sides.after;
  const own = filesFor(service, sides.after);
  const folders = service.units.map(({ folder }) => folder);
  const declaring = new RegExp(`\\b(?:class|struct|record|interface|type|object)\\s+${name}\\b`);
  const homes = own.filter(
    path => isClassCode(path) && !isTest(path) && folders.some(folder => isUnder(path, folder)) && declaring.test(texts.read(path) ?? ''),
  );
  return homes.flatMap(path => {
    const copy = declared({ path, text: texts.read(path)! });
    const type = copy?.types.find(one => one.name === name);
    const same = type?.members.find(({ wire, kind }) => kind === 'value' && wire.toLowerCase() === member.wire.toLowerCase());
    return copy && type && same
      ? [
          {
            home: copy,
            type,
            uses: classUses({ files: [copy, ...holding(name, path, { own, texts })], type: name, member: same }, own, texts),
          },
        ]
      : [];
  });
}

/** Classes that have members of the class: what is taken out of them is one. */
function holding(
  name: string,
  home: FilePath,
  { own, texts }: { readonly own: readonly FilePath[]; readonly texts: Texts },
): readonly Declared[] {
  const naming = new RegExp(`\\b${name}\\b`);
  const near = own.filter(path => path !== home && isClassCode(path) && naming.test(texts.read(path) ?? '')).slice(0, MOST_HOLDING);
  const found = near.flatMap(path => declared({ path, text: texts.read(path)! }) ?? []);
  return found.filter(({ types }) =>
    types.some(({ members }) => members.some(({ kind, type }) => kind === 'value' && naming.test(type ?? ''))),
  );
}

const MOST_HOLDING = 40;

function blow(change: ElementChange, service: Service, { uses, type }: Copy): Blow | undefined {
  const read = uses.filter(({ how }) => how === 'reads' || how === 'calls');
  const isHit = read.length > 0;
  return {
    change,
    service: service.id,
    effect: isHit ? 'broken' : 'at-risk',
    confidence: 'likely',
    why: isHit
      ? `It reads ${change.element} in its own copy.`
      : `It has a copy of ${type.name}; no read of ${change.element} was found in its code.`,
    evidence: inAfter(isHit ? read : uses),
  };
}
