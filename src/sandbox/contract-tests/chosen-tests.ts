import { stem } from '../../core/link/names.ts';
import type { Graph } from '../../core/model/graph.ts';
import { isUnder } from '../../core/model/paths.ts';
import type { FilePath } from '../../core/model/source.ts';
import type { ContractTest } from '../../core/readers/tests/contract-tests.ts';
import { fields, items, namesOf, type ComposeDocument } from '../../core/verify/compose-document.ts';
import { composeName } from '../../core/verify/slice.ts';
import { scriptAddresses, type AddressVariable } from './script-addresses.ts';

/** A contract test of the workspace that looks at a service which runs. */
export interface ChosenTest {
  readonly tool: ContractTest['tool'];
  readonly file: FilePath;
  /** By its compose name. */
  readonly service: string;
  readonly contract?: FilePath;
  /** Of a script: where it looks for addresses, and of which services. */
  readonly addresses: readonly (AddressVariable & { readonly service: string })[];
}

/** A test that is not run; one sentence says why. */
export interface LeftTest {
  readonly file: FilePath;
  readonly why: string;
}

export interface Choosing {
  readonly graph: Graph;
  readonly document: ComposeDocument;
  /** What runs as containers. */
  readonly running: ReadonlyMap<string, unknown>;
  /** Where the first journey enters. */
  readonly entry: string | undefined;
  readonly read: (path: FilePath) => string | undefined;
  /** Whether programs of the workspace may be started on this machine. */
  readonly scripts: boolean;
}

/** Tests of services that run, each once, and those of them that cannot be run. Pure. */
export function chosenTests(
  tests: readonly ContractTest[],
  choosing: Choosing,
): { readonly chosen: readonly ChosenTest[]; readonly left: readonly LeftTest[] } {
  const chosen = new Map<string, ChosenTest>();
  const left: LeftTest[] = [];
  for (const test of tests) {
    const found = isScript(test) ? scriptOf(test, choosing) : dataOf(test, choosing);
    if (found && 'why' in found) left.push(found);
    else if (found && !chosen.has(keyOf(found))) chosen.set(keyOf(found), found);
  }
  return { chosen: [...chosen.values()], left };
}

/** The same contract by the same tool is one test, wherever it is named. */
const keyOf = ({ tool, file, contract }: ChosenTest): string => `${tool} ${contract ?? file}`;

const isScript = ({ tool, at: { file } }: ContractTest): boolean => tool === 'k6' || file.endsWith('.py');

/** What a tool only reads: an agreement, or a contract. Undefined for one of a service that does not run. */
function dataOf(test: ContractTest, choosing: Choosing): ChosenTest | LeftTest | undefined {
  const {
    tool,
    at: { file },
    contract: named,
  } = test;
  if (tool === 'pact') return agreedOf(test, choosing);
  const contracts = contractsIn(choosing);
  const beside = serviceAround(file, choosing);
  const contract = named ?? contracts.find(([service]) => service === beside)?.[1];
  const service = contracts.find(([, path]) => path === contract)?.[0] ?? beside ?? (contract && serviceAround(contract, choosing));
  if (service === undefined || !choosing.running.has(service)) return undefined;
  return contract === undefined
    ? { file, why: `it does not say which contract ${tool} checks` }
    : { tool, file, service, contract, addresses: [] };
}

function agreedOf({ tool, at: { file }, provider, operations }: ContractTest, choosing: Choosing): ChosenTest | LeftTest | undefined {
  const service = provider === undefined ? undefined : serviceCalled(provider, choosing);
  if (service === undefined || !choosing.running.has(service)) return undefined;
  return operations.some(operation => /^[A-Z]+ \//.test(operation))
    ? { tool, file, service, addresses: [] }
    : { file, why: `it agrees on messages, and those are made by tests of ${service} itself` };
}

function scriptOf({ tool, at: { file } }: ContractTest, choosing: Choosing): ChosenTest | LeftTest | undefined {
  // A line that starts k6 names a script, and that is found itself.
  if (!/\.([cm]?[jt]s|py)$/.test(file)) return undefined;
  const { variables, fixed } = scriptAddresses(choosing.read(file) ?? '');
  const here = fixed.find(address => serviceAt(address, choosing) !== undefined);
  if (here !== undefined)
    return { file, why: `it calls ${here} by itself; let it take the address from __ENV.BASE_URL or another variable` };
  const addresses = variables.flatMap(variable => {
    const service = serviceOf(variable, file, choosing);
    return service === undefined ? [] : [{ ...variable, service }];
  });
  const [first] = addresses;
  if (!first) return { file, why: 'it takes no address of a service that runs from its environment, such as __ENV.BASE_URL' };
  if (!addresses.some(({ service }) => choosing.running.has(service))) return undefined;
  const missing = addresses.find(({ service }) => !choosing.running.has(service));
  if (missing) return { file, why: `it calls ${missing.service} too, which does not run; add it to services` };
  return choosing.scripts
    ? { tool, file, service: first.service, addresses }
    : { file, why: 'it is a program of the workspace and would run on this machine, not in a container; --scripts allows it' };
}

/** By where it goes if nothing is set, by its name, by where the script lies, else where a user enters. */
function serviceOf({ name, fallback }: AddressVariable, file: FilePath, choosing: Choosing): string | undefined {
  const meant = fallback === undefined ? undefined : serviceAt(fallback, choosing);
  return (
    meant ??
    serviceCalled(name.replace(/_?(ur[li]|host|hostname|endpoint|addr|address|server|base)$/i, ''), choosing) ??
    serviceAround(file, choosing) ??
    choosing.entry
  );
}

/** Who answers at an address: by name, or on this machine by the port that is published. */
function serviceAt(address: string, { document }: Choosing): string | undefined {
  const [, host = '', port = '80'] = /^(?:\w+:\/\/)?([^/:]+)(?::(\d+))?/.exec(address) ?? [];
  const services = Object.keys(document.services);
  if (!/^(localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal)$/.test(host))
    return services.find(service => namesOf(document, service).includes(host));
  return services.find(service => items(document.services[service]?.['ports']).some(each => String(fields(each)['published']) === port));
}

function serviceCalled(name: string, { document }: Choosing): string | undefined {
  if (name === '') return undefined;
  return Object.keys(document.services).find(service => namesOf(document, service).some(each => stem(each) === stem(name)));
}

/** In whose folder it lies; the deepest. */
function serviceAround(file: FilePath, { graph, document }: Choosing): string | undefined {
  const project = new Map(Object.entries(document.services));
  const around = graph.nodes.flatMap(node => {
    const name = composeName(node, project);
    return name !== undefined && node.path && isUnder(file, node.path) ? [{ name, folder: node.path }] : [];
  });
  return around.toSorted((a, b) => b.folder.length - a.folder.length)[0]?.name;
}

/** Who implements which contract. */
function contractsIn({ graph: { nodes, edges }, document }: Choosing): readonly (readonly [string, FilePath])[] {
  const project = new Map(Object.entries(document.services));
  const byId = new Map(nodes.map(node => [node.id, node]));
  return edges.flatMap(({ from, to, kind }) => {
    const service = byId.get(from);
    const name = kind === 'implements' && service ? composeName(service, project) : undefined;
    const [at] = byId.get(to)?.evidence ?? [];
    return name !== undefined && at ? [[name, at.file] as const] : [];
  });
}
