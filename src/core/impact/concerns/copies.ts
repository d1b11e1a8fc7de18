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

/** Classes of one name of which two services that talk to each other keep a copy each: what one no longer writes, the other reads in vain. */
export const copies: Concern = {
  name: 'copies',
  run: sides => together([...sides.changed].filter(file => isClassCode(file) && !isTest(file)).flatMap(file => changed(file, sides))),
};

const isClassCode = (file: FilePath): boolean => /\.(cs|java|kt|go|py|rs|rb|php)$/.test(file);

function changed(file: FilePath, sides: Sides): Found[] {
  const [owner, ...others] = sides.before.world.ownership.ownersOf(file);
  const text = sides.before.texts.read(file);
  if (!owner || others.length > 0 || text === undefined) return [];
  const was = declared({ path: file, text });
  const is = declared({ path: file, text: sides.after.texts.read(file) ?? '' });
  if (!was || !is) return [];
  return was.types.flatMap(type => {
    const now = is.types.find(({ name }) => name === type.name);
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
  const blows = takersOf(gone).flatMap(service => copiesOf(type, service, gone).flatMap(copy => blow(change, service, copy) ?? []));
  return { changes: blows.length > 0 ? [change] : [], blows };
}

/** Who is handed what the owner makes: by an edge in one direction, or over a topic. */
function takersOf({ owner, type, sides, home }: Gone): readonly Service[] {
  const { graph, world } = sides.before;
  const taking = handedTo(owner.id, graph);
  const calling = graph.edges.filter(({ to, kind }) => to === owner.id && ANSWERED.test(kind)).map(({ from }) => from);
  const asked = graph.edges.filter(({ from, kind }) => from === owner.id && ANSWERED.test(kind)).map(({ to }) => to);
  const makes = asked.length > 0 && makesOne(owner, type, { home, sides });
  const ids = new Set([...taking, ...calling, ...(makes ? asked : [])]);
  return world.services.filter(({ id }) => ids.has(id) && id !== owner.id);
}

const ANSWERED = /^(http|graphql|websocket|tcp|messaging|configuration)$/;

const handedTo = (id: string, { edges }: Graph): readonly string[] => {
  const topics = new Set(edges.filter(({ from, kind }) => from === id && kind === 'publish').map(({ to }) => to));
  return edges.filter(({ to, kind }) => kind === 'subscribe' && topics.has(to)).map(({ from }) => from);
};

const makesOne = (service: Service, { name }: DeclaredType, { home, sides }: Pick<Gone, 'home' | 'sides'>): boolean =>
  classUses({ files: [home], type: name }, filesFor(service, sides.before), sides.before.texts).some(({ how }) => how === 'constructs');

interface Copy {
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
      ? [{ type, uses: classUses({ files: [copy, ...holding(name, path, { own, texts })], type: name, member: same }, own, texts) }]
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
