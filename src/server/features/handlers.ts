import type { Impact } from '../../core/elements/consumers.ts';
import { ownerOf } from '../../core/elements/owner.ts';
import type { OpenText, System } from '../../core/elements/system.ts';
import type { Graph, GraphNode } from '../../core/model/graph.ts';
import type { AnswersCall } from '../../core/model/jump-fact.ts';
import { isTest } from '../../core/model/paths.ts';
import { remembered } from '../../core/model/remembered.ts';
import type { FilePath, Span } from '../../core/model/source.ts';
import { plainMethod } from '../../core/navigate/occurrence.ts';
import { routeAskers, rpcAskers, simple, speakersOf } from './speakers.ts';

/** A method that answers what other programs ask, and who asks it. */
export interface Handler {
  readonly span: Span;
  /** Whose method it is. */
  readonly server: GraphNode;
  readonly impact: Impact;
}

/** Methods of a text that answer an rpc or an operation of a contract of the workspace. */
export function handlers(open: OpenText, most: number): Handler[] {
  return open.facts
    .filter(fact => fact.kind === 'answers-call')
    .slice(0, most)
    .flatMap(fact => ofRpc(fact, open) ?? ofOperation(fact, open) ?? []);
}

function ofRpc(fact: AnswersCall, { system, path }: OpenText): Handler | undefined {
  if (fact.over === 'http') return undefined;
  const { graph } = system.snapshot;
  const declared = contractsOf(system).rpcs.get(plainMethod(fact.name)) ?? [];
  const meant = fact.service === undefined ? declared : declared.filter(service => isCalled(service, fact.service!));
  const own = ownerOf(system, path);
  const served = meant.flatMap(service => {
    const server = serverOf(service, graph, own);
    return server ? [{ span: fact.at, server, impact: rpcAskers({ service, rpc: fact.name }, system).impact }] : [];
  });
  // Where a name alone fits rpcs of several services, nothing tells which one is answered.
  return served.length === 1 ? served[0] : undefined;
}

/** The owner of the code where it serves that, else whoever alone does: their code may lie in a shared package. */
function serverOf(service: string, graph: Graph, own: GraphNode | undefined): GraphNode | undefined {
  const ids = new Set(speakersOf(graph, service, 'implements').map(({ from }) => from));
  if (own && ids.has(own.id)) return own;
  return ids.size === 1 && own?.kind !== 'service' ? graph.nodes.find(({ id }) => ids.has(id)) : undefined;
}

const isCalled = (declared: string, written: string): boolean => bare(declared) === bare(written);

/** Generators add and drop the word. */
const bare = (service: string): string =>
  simple(service)
    .toLowerCase()
    .replace(/(?<=...)service$/, '');

/** A method that a generator made of an operation's id. */
function ofOperation(fact: AnswersCall, { system, path }: OpenText): Handler | undefined {
  const server = ownerOf(system, path);
  if (fact.over === 'grpc' || server?.kind !== 'service') return undefined;
  const named = contractsOf(system).operations.get(plainMethod(fact.name)) ?? [];
  const own = named.filter(({ file }) => [undefined, server].includes(ownerOf(system, file)));
  const impact = own.length === 1 ? routeAskers(own[0]!, server, system).impact : undefined;
  return impact && { span: fact.at, server, impact };
}

interface Operation {
  readonly file: FilePath;
  readonly method: string;
  readonly path: string;
}

interface Contracts {
  /** Services that have an rpc, by its plain name. */
  readonly rpcs: ReadonlyMap<string, readonly string[]>;
  /** By the plain name of their ids. */
  readonly operations: ReadonlyMap<string, readonly Operation[]>;
}

const contractsOf = remembered(gathered);

function gathered({ facts }: System): Contracts {
  const rpcs = new Map<string, string[]>();
  const operations = new Map<string, Operation[]>();
  for (const [file, own] of facts) {
    if (isTest(file)) continue;
    for (const fact of own) {
      if (fact.kind !== 'contract') continue;
      for (const { name, rpcs: declared } of fact.services) for (const rpc of declared) addOnce(rpcs, plainMethod(rpc.name), name);
      for (const { id, method, path } of fact.operations)
        if (id !== undefined) operations.set(plainMethod(id), [...(operations.get(plainMethod(id)) ?? []), { file, method, path }]);
    }
  }
  return { rpcs, operations };
}

function addOnce(lists: Map<string, string[]>, key: string, name: string): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [name]);
  else if (!list.includes(name)) list.push(name);
}
