import { simple } from '../link/grpc-edges.ts';
import { plain } from '../link/names.ts';
import type { World } from '../link/world.ts';
import type { CallsMember } from '../model/jump-fact.ts';
import { folderOf, isTest } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import { plainMethod, type Occurrence } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';

/** Rpcs: declared in proto files, answered by methods, called on stubs. Services are told apart by their last name, as in the graph. */
export function rpcs(world: World): Occurrence[] {
  const declared = declarations(world);
  const known = new Known(world, declared);
  const answered = [...answers(world, known)];
  return [...declared, ...answered, ...unansweredServers(world, { declared, answered }), ...calls(world, known)];
}

const elementOf = (service: string, method: string): string => `rpc ${service}/${plainMethod(method)}`;

function declarations({ view }: World): Occurrence[] {
  return view
    .all('contract')
    .filter(({ format, file }) => format === 'protobuf' && !isTest(file))
    .flatMap(({ services, file }) =>
      services.flatMap(({ name: service, rpcs }) =>
        rpcs.map(({ name, at }): Occurrence => ({
          element: elementOf(simple(service), name),
          role: 'declares',
          at: { file, span: [at[1] - name.length, at[1]] },
          word: name,
        })),
      ),
    );
}

/** Which services have a method, and which services a node serves and calls. */
class Known {
  private readonly byMethod = new Map<string, Set<string>>();
  private readonly served = new Map<string, Set<string>>();
  private readonly servedIn = new Map<string, Set<string>>();
  private readonly called = new Map<string, Set<string>>();
  private readonly taken = new Map<string, Set<string>>();
  readonly services = new Set<string>();

  constructor(world: World, declared: readonly Occurrence[]) {
    for (const { element } of declared) {
      const [service = '', method = ''] = element.slice('rpc '.length).split('/');
      add(this.byMethod, method, service);
      this.services.add(service);
    }
    for (const { service, file, fact } of ownedFacts(world, 'grpc-server')) {
      add(this.served, service.id, simple(fact.service));
      add(this.servedIn, folderOf(file), simple(fact.service));
    }
    for (const { service, fact } of ownedFacts(world, 'grpc-client')) add(this.called, service.id, simple(fact.service));
    for (const { format, services } of world.view.all('contract'))
      if (format === 'protobuf')
        for (const { name, rpcs } of services)
          for (const { name: method, takes } of rpcs) if (takes !== undefined) add(this.taken, elementOf(simple(name), method), takes);
  }

  /** The rpc takes a message of that name. */
  takes(service: string, method: string, message: string): boolean {
    return this.taken.get(elementOf(service, method))?.has(message) === true;
  }

  with(method: string): readonly string[] {
    return [...(this.byMethod.get(plainMethod(method)) ?? [])];
  }

  /** Those whose contract lies elsewhere. */
  undeclared(names: ReadonlySet<string>): readonly string[] {
    return [...names].filter(name => !this.services.has(name));
  }

  /** What a file's neighbours register is what its methods answer, where several services share their code. */
  servedBy(node: string, file: FilePath): ReadonlySet<string> {
    const own = this.served.get(node) ?? EMPTY;
    const near = this.servedIn.get(folderOf(file)) ?? EMPTY;
    return near.size > 0 ? new Set([...near].filter(name => own.has(name))) : own;
  }

  calledBy(node: string): ReadonlySet<string> {
    return this.called.get(node) ?? EMPTY;
  }
}

const EMPTY: ReadonlySet<string> = new Set();

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function* answers(world: World, known: Known): Generator<Occurrence> {
  for (const { service, file, fact } of ownedFacts(world, 'answers-call')) {
    if (fact.over === 'http') continue;
    const served = known.servedBy(service.id, file);
    const own = fact.service === undefined ? undefined : simple(fact.service);
    const holders = known.with(fact.name).filter(name => (own === undefined ? served.has(name) : name === own || stem(name) === stem(own)));
    // Where no contract lies in the workspace, the generated base alone tells the service.
    const undeclared = own === undefined ? known.undeclared(served) : served.has(own) && !known.services.has(own) ? [own] : [];
    const names = holders.length > 0 ? holders : own !== undefined || (fact.over === 'grpc' && undeclared.length === 1) ? undeclared : [];
    for (const name of names)
      yield {
        element: elementOf(name, fact.name),
        role: 'answers',
        at: { file, span: fact.at },
        owner: service.id,
        word: fact.name,
      };
  }
}

const stem = (service: string): string => service.replace(/(?<=...)service$/, '');

/** A server whose methods are not seen is itself the end of a jump. */
function* unansweredServers(
  world: World,
  { declared, answered }: { readonly declared: readonly Occurrence[]; readonly answered: readonly Occurrence[] },
): Generator<Occurrence> {
  const seen = new Set(answered.map(({ element }) => element));
  const missing = Map.groupBy(
    [...new Set(declared.map(({ element }) => element))].filter(element => !seen.has(element)),
    element => element.slice('rpc '.length, element.indexOf('/')),
  );
  for (const { service, file, fact } of ownedFacts(world, 'grpc-server')) {
    for (const element of missing.get(simple(fact.service)) ?? [])
      yield { element, role: 'answers', at: { file, span: fact.at }, owner: service.id, only: 'target', doubt: 1 };
  }
}

function* calls(world: World, known: Known): Generator<Occurrence> {
  for (const { service, file, fact } of ownedFacts(world, 'calls-member')) {
    const name = calledService(fact, { clientOf: known.calledBy(service.id), serves: known.servedBy(service.id, file) }, known);
    if (name !== undefined)
      yield { element: elementOf(name, fact.name), role: 'calls', at: { file, span: fact.at }, owner: service.id, word: fact.name };
  }
}

/** How generators call what they make, and the packages that they write. */
const GENERATED = /Stub\b|Stub$|ServiceClient|(^|[._])pb\d?\.|grpc/i;

/** The services that a caller is a client of, and those that it serves itself. */
interface Caller {
  readonly clientOf: ReadonlySet<string>;
  readonly serves: ReadonlySet<string>;
}

/** The service that a stub stands for: by its type or maker, else the only one that the caller is a client of. */
function calledService({ name, on, takes }: CallsMember, { clientOf, serves }: Caller, known: Known): string | undefined {
  const all = known.with(name);
  const taking = takes === undefined ? [] : all.filter(holder => known.takes(holder, name, takes));
  // A method of that name that is given another message is somebody else's, unless its receiver is a stub.
  const isStub = /client|stub/i.test(on);
  if (takes !== undefined && taking.length === 0 && !isStub) return undefined;
  const [only, second] = taking;
  if (only !== undefined && second === undefined && !serves.has(only) && !isStub) return only;
  const holders = taking.length > 0 ? taking : all;
  const written = plain(on);
  if (all.length === 0 && isStub)
    return known
      .undeclared(clientOf)
      .filter(name => written.includes(name) || written.includes(stem(name)))
      .toSorted((a, b) => b.length - a.length)[0];
  const named = holders.filter(holder => written.includes(holder) || written.includes(stem(holder)));
  const meant = named
    .filter(holder => clientOf.has(holder) || GENERATED.test(on) || written === holder || written.endsWith(`${holder}client`))
    .toSorted((a, b) => b.length - a.length)[0];
  if (meant !== undefined) return meant;
  if ([...known.services].some(service => written.includes(service))) return undefined;
  // `HeroClient` with a method of that name is a client of somebody else.
  if (/^[A-Z]\w*(?:Client|Api)$/.test(on)) return undefined;
  const own = holders.filter(holder => clientOf.has(holder));
  return own.length === 1 ? own[0] : undefined;
}
