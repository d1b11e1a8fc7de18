import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Objective, SideName } from '../core/model/verify.ts';
import { edgeName } from '../core/verify/edge-name.ts';
import { fields, items, text, type ComposeDocument } from '../core/verify/compose-document.ts';
import { withForwarded } from '../core/verify/compose-from-cluster.ts';
import type { Journey } from '../core/verify/journey.ts';
import { servicePorts, type ServicePorts } from '../core/verify/ports.ts';
import { CONTROL } from '../core/verify/run.ts';
import type { Scenario } from '../core/verify/scenario-file.ts';
import { composeName, slice, type Slice } from '../core/verify/slice.ts';
import type { Engine } from './engine.ts';
import { exposedPorts } from './exposed-ports.ts';
import { faultNamed, type ReadyFault } from './faults/faults.ts';
import { materialised } from './materialised.ts';
import type { RunnableTest } from './contract-tests/run-tool.ts';
import { workspaceTests } from './contract-tests/workspace-tests.ts';
import { contractsOf } from './contracts-of.ts';
import type { Run } from './owner.ts';
import { projectIn, type Project } from './project.ts';
import type { VerifyQuestion } from './question.ts';
import { SandboxError } from './sandbox-error.ts';
import { treesOf, type Tree, type Trees } from './trees.ts';
import type { UndoStack } from './undo.ts';

/** One side that can be started. */
export interface PreparedSide {
  readonly side: SideName;
  readonly project: Project;
  readonly ports: readonly ServicePorts[];
}

export interface PreparedScenario {
  readonly name: string;
  /** Each is sent so often as `requests` says. */
  readonly journeys: readonly Journey[];
  readonly fault?: ReadyFault;
  readonly requests: number;
  readonly expect: readonly Objective[];
}

/** Everything that is known before anything runs. */
export interface Prepared {
  readonly trees: Trees;
  /** Where the compose project lies in the tree. */
  readonly folder: string;
  /** One where there is no change, or nothing to compare with. */
  readonly sides: readonly PreparedSide[];
  readonly slice: Slice;
  readonly control: PreparedScenario;
  readonly scenarios: readonly PreparedScenario[];
  /** Contract tests of the workspace that look at what runs. */
  readonly tests: readonly RunnableTest[];
  /** sha-256 of what is asked. */
  readonly plan: string;
  /** The base cannot be run. */
  readonly whyVoid?: string;
  readonly notes: readonly string[];
}

interface Around {
  readonly engine: Engine;
  readonly run: Run;
  readonly undo: UndoStack;
  readonly signal: AbortSignal;
}

/** Reads and resolves; starts nothing. */
export async function prepared(question: VerifyQuestion, around: Around): Promise<Prepared> {
  const { run, undo } = around;
  const trees = await treesOf(question.root, { base: question.base, overlay: question.overlay, scratch: run.folder });
  undo.add(trees.close);
  const folder = [trees.folder, question.composeFolder].filter(part => part !== '').join('/');
  const isSame = trees.before === null || trees.before.hash === trees.after.hash;
  const after = await sideOf('after', trees.after, { question, around, trees, folder });
  const before = isSame ? undefined : await baseOf(trees.before!, { question, around, trees, folder });
  const sides = before && typeof before !== 'string' ? [before, after] : [after];
  const part = sliceOf(question, after.project.document, sides);
  const { tests, notes } = await workspaceTests(question, { project: after.project, running: part.run, folder: trees.folder });
  return {
    trees,
    folder,
    sides,
    slice: part,
    tests,
    ...scenariosOf(question),
    plan: createHash('sha256').update(JSON.stringify(question.file)).digest('hex'),
    ...(typeof before === 'string' && { whyVoid: before }),
    notes: [
      ...(question.file.without ?? []).map(name => `${name} does not run: the scenarios do without it.`),
      ...trees.notes,
      ...new Set(sides.flatMap(side => [...side.notes, ...side.project.notes])),
      ...notes,
    ],
  };
}

/** A base that is no project, or one of another kind, has nothing to say: why, in one sentence. */
async function baseOf(tree: Tree, making: Making): Promise<MadeSide | string> {
  try {
    return await sideOf('before', tree, making);
  } catch (error) {
    if (!(error instanceof SandboxError) || making.around.signal.aborted) throw error;
    return `The base cannot be run, so there is nothing to compare with: ${error.message}`;
  }
}

interface Making {
  readonly question: VerifyQuestion;
  readonly around: Around;
  readonly trees: Trees;
  readonly folder: string;
}

interface MadeSide extends PreparedSide {
  readonly notes: readonly string[];
}

async function sideOf(side: SideName, tree: Tree, { question, around, trees, folder }: Making): Promise<MadeSide> {
  const { engine, run, signal } = around;
  const copy = join(run.folder, `${side}-tree`);
  const notes = await materialised(tree, copy);
  const { compose = [], profiles = [] } = question.file;
  const files = compose.map(file => (question.composeFolder === '' ? file : file.replace(`${question.composeFolder}/`, '')));
  if (question.cluster && !question.cluster[side])
    throw new SandboxError(
      `The base has no environment ${question.cluster.after.environment} to compare with; choose another by --env, or another --base.`,
    );
  const project = await projectIn(engine, {
    tree,
    copy,
    top: trees.top,
    folder,
    files,
    profiles,
    variables: {},
    cluster: question.cluster?.[side],
    signal,
  });
  const exposed = await exposedPorts(project.document);
  const ports = servicePorts(project.document, service => exposed.get(service) ?? []);
  const from = question.cluster ? [clusterNote(question.cluster.after.environment)] : [];
  return { side, project, ports: project.cluster ? withForwarded(ports, project.cluster.forwarded) : ports, notes: [...from, ...notes] };
}

const clusterNote = (environment: string): string =>
  `What runs is made from the manifests of ${environment}, not from a compose project; --env chooses another environment.`;

/** The part of a project that is run for a question. */
export function sliceOf(question: VerifyQuestion, document: ComposeDocument, sides: readonly PreparedSide[]): Slice {
  const { graph, file, changed, all } = question;
  const project = new Map(
    Object.entries(document.services).map(([name, service]) => [
      name,
      [...Object.keys(fields(service['depends_on'])), ...besideOf(name, document)],
    ]),
  );
  const edited = graph.nodes.filter(node => differs(composeName(node, project), sides)).map(({ id }) => id);
  const entries = file.journeys.flatMap(({ steps }) =>
    steps.flatMap(({ http, grpc, message, until }) => http?.service ?? grpc?.service ?? message?.broker ?? until?.http.service ?? []),
  );
  const named = [...new Set([...(file.services ?? []), ...file.scenarios.flatMap(namedIn)])];
  const unknown = [...new Set([...entries, ...named])].find(name => !project.has(name));
  if (unknown !== undefined)
    throw new SandboxError(
      `The scenarios name ${unknown}, and the compose project has no such service; it has ${[...project.keys()].join(', ')}.`,
    );
  return slice({
    graph,
    project,
    changed: [...new Set([...changed, ...edited])],
    named,
    entries: [...new Set(entries)],
    contracts: contractsOf(graph, project),
    all,
    without: file.without ?? [],
  });
}

/** What shares its network: the other containers of its pod. */
const besideOf = (name: string, { services }: ComposeDocument): readonly string[] =>
  Object.entries(services).flatMap(([other, { network_mode }]) => (network_mode === `service:${name}` ? [other] : []));

/** The compose project says something else of the service than before. */
function differs(name: string | undefined, [first, second]: readonly PreparedSide[]): boolean {
  if (name === undefined || !first || !second) return false;
  const said = ({ project: { document, root } }: PreparedSide): string => {
    const service = document.services[name];
    const files = items(service?.['configs']).map(config => document.configs[text(fields(config)['source']) ?? '']);
    return JSON.stringify([service ?? null, files]).replaceAll(root, '');
  };
  return said(first) !== said(second);
}

/** Services that a scenario is about. */
function namedIn({ fault, expect }: Scenario): string[] {
  const { service, to, edge } = (fault ?? {}) as { service?: unknown; to?: unknown; edge?: unknown };
  const places = [edge, to, service, ...expect.map(({ at }) => at)].filter(place => typeof place === 'string');
  return places.flatMap(place => {
    const name = edgeName(place);
    return name ? [name.to, ...(name.from === undefined ? [] : [name.from])] : [];
  });
}

function scenariosOf({ file, only }: VerifyQuestion): Pick<Prepared, 'control' | 'scenarios'> {
  const requests = file.requests ?? REQUESTS;
  const missing = only.find(name => !file.scenarios.some(scenario => scenario.name === name));
  if (missing !== undefined)
    throw new SandboxError(`There is no scenario "${missing}"; there is ${file.scenarios.map(({ name }) => `"${name}"`).join(', ')}.`);
  const chosen = file.scenarios.filter(({ name }) => only.length === 0 || only.includes(name));
  const first = file.journeys[0]!;
  const scenarios = chosen.map(({ name, journey, fault, expect, requests: own }) => ({
    name,
    journeys: [file.journeys.find(each => each.name === journey) ?? first],
    requests: own ?? requests,
    expect,
    ...(fault && { fault: faultNamed(name, fault) }),
  }));
  // Whatever a scenario sends has to work while nothing goes wrong.
  const journeys = [...new Set(scenarios.flatMap(scenario => scenario.journeys))];
  return { control: { name: CONTROL, journeys, requests, expect: file.steadyState ?? STEADY }, scenarios };
}

const REQUESTS = 20;
const STEADY: readonly Objective[] = [{ measure: 'success-rate', atLeast: 1 }];
