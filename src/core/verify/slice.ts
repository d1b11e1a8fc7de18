import { carriesFailure } from '../graph/directed.ts';
import type { Graph } from '../model/graph.ts';

/** What is asked of a slice; services by the names that the compose project gives them. */
export interface SliceQuestion {
  readonly graph: Graph;
  /** Every service of the compose project, with those that it must be started after. */
  readonly project: ReadonlyMap<string, readonly string[]>;
  /** Ids of the nodes that the change changes. */
  readonly changed: readonly string[];
  /** Services that scenarios and journeys name, and those that somebody asked for. */
  readonly named: readonly string[];
  /** Where journeys enter. */
  readonly entries: readonly string[];
  /** Whose contract is known, so that a mock can stand in; the path of the contract. */
  readonly contracts: ReadonlyMap<string, string>;
  readonly all: boolean;
  /** Services that somebody wants to do without. */
  readonly without?: readonly string[];
}

export interface Slice {
  /** Services that run, each with why, in one sentence. */
  readonly run: ReadonlyMap<string, string>;
  /** Services that a mock stands in for, each with its contract. */
  readonly mocks: ReadonlyMap<string, string>;
}

/** The smallest part of the system that proves or refutes a change. Pure. */
export function slice(asked: SliceQuestion): Slice {
  const { project, all } = asked;
  if (all)
    return {
      run: new Map([...project.keys()].filter(name => !asked.without?.includes(name)).map(name => [name, 'Everything was asked for.'])),
      mocks: new Map(),
    };
  const needs = needsOf(asked);
  const run = chosen(asked, needs);
  const mocks = new Map<string, string>();
  for (const [name] of run) settle(name, { asked, needs, run, mocks });
  return { run, mocks };
}

interface Need {
  readonly to: string;
  /** A data store or a broker: nothing stands in for it. */
  readonly keeps: boolean;
}
type Needs = ReadonlyMap<string, readonly Need[]>;

/** Who needs whom, by compose names: what code calls, and what the project starts first. */
function needsOf({ graph, project }: SliceQuestion): Needs {
  const named = new Map(graph.nodes.map(node => [node.id, composeName(node, project)]));
  const keeps = new Set(graph.nodes.flatMap(node => (/^(datastore|broker)$/.test(node.kind) ? (named.get(node.id) ?? []) : [])));
  const needs = new Map<string, Need[]>([...project].map(([name, first]) => [name, first.map(to => ({ to, keeps: keeps.has(to) }))]));
  for (const edge of graph.edges) {
    const [caller, callee] = [named.get(edge.from), named.get(edge.to)];
    if (caller === undefined || callee === undefined || caller === callee) continue;
    if (!carriesFailure(edge) || edge.confidence === 'possible') continue;
    needs.get(caller)?.push({ to: callee, keeps: keeps.has(callee) });
  }
  return needs;
}

/** The name of a node in the project, if it runs there: a compose service, or a workload where the project is made from those of a cluster. */
export function composeName(node: Graph['nodes'][number], project: ReadonlyMap<string, unknown>): string | undefined {
  // A topic has a name like a service's, and nothing runs for it.
  if (node.kind === 'topic') return undefined;
  const running = (node.running ?? []).filter(({ name }) => project.has(name));
  const meant = running.find(({ environment }) => environment.startsWith('compose')) ?? running[0];
  return meant?.name ?? (project.has(node.name) ? node.name : undefined);
}

function chosen({ graph, project, changed, named, entries, without = [] }: SliceQuestion, needs: Needs): Map<string, string> {
  const run = new Map<string, string>();
  const add = (name: string, why: string): void => {
    if (project.has(name) && !run.has(name) && !without.includes(name)) run.set(name, why);
  };
  const touched = changed.flatMap(id => graph.nodes.find(node => node.id === id) ?? []).flatMap(node => composeName(node, project) ?? []);
  for (const name of touched) add(name, 'The change changes it.');
  for (const name of named) add(name, 'A scenario or a journey names it.');
  for (const name of entries) add(name, 'A journey enters here.');
  for (const [name, all] of needs) if (all.some(({ to }) => touched.includes(to))) add(name, 'It calls what the change changes.');
  for (const name of hearing(graph, changed, project)) add(name, 'It hears what the change publishes.');
  const targets = new Set(run.keys());
  for (const entry of entries)
    for (const name of between(entry, targets, needs)) add(name, `It lies between ${entry} and what is looked at.`);
  return run;
}

/** Who subscribes to a topic that a changed service publishes to. */
function hearing(graph: Graph, changed: readonly string[], project: ReadonlyMap<string, unknown>): string[] {
  const topics = new Set(graph.edges.flatMap(({ from, to, kind }) => (kind === 'publish' && changed.includes(from) ? [to] : [])));
  const heard = new Set(
    graph.edges.flatMap(({ from, to, kind }) => (kind === 'subscribe' && topics.has(to) && to.startsWith('topic:') ? [from] : [])),
  );
  return graph.nodes.flatMap(node => (heard.has(node.id) ? (composeName(node, project) ?? []) : []));
}

/** Everything on a way from the entry to one of the targets. */
function between(entry: string, targets: ReadonlySet<string>, needs: Needs): Set<string> {
  const leads = new Map<string, boolean>();
  const visit = (name: string): boolean => {
    const known = leads.get(name);
    if (known !== undefined) return known;
    // A circle leads where the rest of it leads.
    leads.set(name, targets.has(name));
    const onward = (needs.get(name) ?? []).map(({ to }) => visit(to)).some(Boolean);
    const result = onward || targets.has(name);
    leads.set(name, result);
    return result;
  };
  visit(entry);
  return new Set([...leads].flatMap(([name, does]) => (does ? [name] : [])));
}

/** What a running service needs: what keeps data runs too, a neighbour with a contract is mocked, and one without runs. */
function settle(
  name: string,
  at: { readonly asked: SliceQuestion; readonly needs: Needs; readonly run: Map<string, string>; readonly mocks: Map<string, string> },
): void {
  const { asked, needs, run, mocks } = at;
  for (const { to, keeps } of needs.get(name) ?? []) {
    if (run.has(to) || mocks.has(to) || asked.without?.includes(to)) continue;
    const contract = keeps ? undefined : asked.contracts.get(to);
    if (contract !== undefined) {
      mocks.set(to, contract);
      continue;
    }
    run.set(to, keeps ? `${name} keeps its data there.` : `${name} needs it, and no contract says how to stand in for it.`);
    settle(to, at);
  }
}
