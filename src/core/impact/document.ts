import { lineStarts, position } from '../model/lines.ts';
import type { ElementChange, Impact, ServiceImpact, SidedLocation } from '../model/impact.ts';
import type { FilePath } from '../model/source.ts';
import { codeOwners, ownersOf } from '../owners/codeowners.ts';
import { testPlan } from '../readers/tests.ts';
import { contractTests, type ContractTest } from '../readers/tests/contract-tests.ts';
import { exercised } from '../readers/tests/element.ts';
import { versionBumps, type VersionBump } from './bumps.ts';
import { rollout, type RolloutStep } from './rollout.ts';
import { summary } from './summary.ts';
import { nameOf, type Side, type Sides } from './side.ts';

/** An impact as it leaves the process: names instead of ids, lines instead of offsets. */
export interface ImpactDocument {
  /** One sentence. */
  readonly summary: string;
  /** Something breaks that nobody has waived and that was not broken before. */
  readonly breaking: boolean;
  readonly waived: readonly { readonly service: string; readonly element: string; readonly reason: string; readonly expires: string }[];
  readonly changes: readonly ChangeDocument[];
  readonly services: readonly ServiceDocument[];
  readonly tests: readonly TestDocument[];
  /** What no test would notice. */
  readonly gaps: readonly string[];
  /** Tests of contracts that the workspace has already. */
  readonly contractTests: readonly ContractTestDocument[];
  readonly rollout: readonly RolloutStep[];
  readonly versions: readonly VersionBump[];
  readonly problems: readonly ProblemDocument[];
}

/** Something that kept a part from being compared. */
export interface ProblemDocument {
  readonly message: string;
  readonly file?: FilePath;
  readonly line?: number;
}

/** A Pact file, a configuration of Schemathesis, Dredd, Specmatic or k6, or where one of them is run. */
interface ContractTestDocument {
  readonly tool: string;
  readonly command?: string;
  readonly folder: string;
  readonly consumer?: string;
  readonly provider?: string;
  readonly operations: readonly string[];
  readonly file: FilePath;
  readonly line: number;
}

/** A command to run, or a test that exercises what changed. */
interface TestDocument {
  readonly service?: string;
  readonly command?: string;
  /** Of a command: where it is run; '' is the root. */
  readonly folder?: string;
  readonly element?: string;
  readonly file: FilePath;
  readonly line: number;
}

export interface PlaceDocument {
  readonly file: FilePath;
  /** From 1. */
  readonly line: number;
  /** The line is in the version before. */
  readonly side?: 'before';
}

export interface ChangeDocument extends PlaceDocument {
  readonly element: string;
  readonly kind: ElementChange['kind'];
  readonly rule?: string;
  readonly level: ElementChange['level'];
  readonly breaking: boolean;
  readonly message: string;
  /** Files in which readers were looked for, and files that may use it and were not looked into. */
  readonly searched?: number;
  readonly leftOut?: number;
}

export interface ServiceDocument {
  readonly name: string;
  readonly path?: FilePath;
  readonly effect: ServiceImpact['effect'];
  readonly confidence: ServiceImpact['confidence'];
  readonly why: string;
  readonly evidence: readonly PlaceDocument[];
  /** Elements of the changes that reach it. */
  readonly changes: readonly string[];
  /** Names from the service to the broken one that it calls. */
  readonly through?: readonly string[];
  /** As CODEOWNERS has them. */
  readonly owners: readonly string[];
}

export function impactDocument(impact: Impact, sides: Sides, problems: readonly ProblemDocument[] = []): ImpactDocument {
  const place = placing(sides);
  const owned = codeOwners(sides.after.texts.read);
  const owners = (paths: readonly FilePath[]): readonly string[] =>
    owned ? [...new Set(paths.flatMap(path => ownersOf(owned, path).owners))] : [];
  return {
    summary: summary(impact, id => nameOf(id, sides.after)),
    breaking: impact.services.some(({ effect }) => effect === 'broken'),
    waived: [],
    changes: impact.changes.map(({ element, kind, rule, level, breaking, message, at, searched, leftOut }) => ({
      element,
      kind,
      ...(rule !== undefined && { rule }),
      level,
      breaking,
      message,
      ...(searched !== undefined && { searched }),
      ...(leftOut !== undefined && { leftOut }),
      ...place(at),
    })),
    services: impact.services.map(service => serviceDocument(service, { sides, place, owners })),
    ...tested(impact, sides, place),
    rollout: rollout(impact, sides),
    versions: versionBumps(impact, sides),
    problems: [
      ...problems,
      ...sides.contracts.flatMap(diff => diff.problems.map(({ side, at, message }) => problemDocument(message, place({ ...at, side })))),
    ],
  };
}

const problemDocument = (message: string, { file, line }: PlaceDocument): ProblemDocument => ({ message, file, line });

/** Nothing affected, nothing to run: looking through tests costs reading them. */
function tested(impact: Impact, sides: Sides, place: Placing): Pick<ImpactDocument, 'tests' | 'gaps' | 'contractTests'> {
  const affected = impact.services.filter(({ effect }) => effect === 'broken' || effect === 'at-risk');
  if (affected.length === 0) return { tests: [], gaps: [], contractTests: [] };
  const nodes = new Map(sides.after.graph.nodes.map(node => [node.id, node]));
  const services = affected.flatMap(({ service }) => {
    const node = nodes.get(service);
    return node ? [{ name: node.name, ...(node.path !== undefined && { path: node.path }) }] : [];
  });
  const elements = impact.changes
    .filter(({ breaking }) => breaking)
    .map(({ element, kind, at }) => ({ element, exercised: exercised(element, kind), ...(kind === 'symbol' && { file: at.file }) }));
  const plan = testPlan(sides.after.texts, services, elements);
  return {
    tests: [
      ...plan.commands.map(({ service, command, folder, at }) => ({
        service,
        command,
        folder,
        ...testPlace(place({ ...at, side: 'after' })),
      })),
      ...plan.uses.map(({ service, element, at }) => ({
        ...(service !== undefined && { service }),
        element,
        ...testPlace(place({ ...at, side: 'after' })),
      })),
    ],
    gaps: plan.gaps.map(({ message }) => message),
    contractTests: contractTests(sides.after.texts).map(test => contractTestDocument(test, place)),
  };
}

function contractTestDocument(
  { at, tool, command, folder, consumer, provider, operations }: ContractTest,
  place: Placing,
): ContractTestDocument {
  return {
    tool,
    folder,
    operations,
    ...(command !== undefined && { command }),
    ...(consumer !== undefined && { consumer }),
    ...(provider !== undefined && { provider }),
    ...testPlace(place({ ...at, side: 'after' })),
  };
}

const testPlace = ({ file, line }: PlaceDocument): Pick<TestDocument, 'file' | 'line'> => ({ file, line });

type Placing = (at: SidedLocation) => PlaceDocument;

function serviceDocument(
  { service, effect, confidence, why, evidence, changes, path }: ServiceImpact,
  {
    sides,
    place,
    owners,
  }: { readonly sides: Sides; readonly place: Placing; readonly owners: (paths: readonly FilePath[]) => readonly string[] },
): ServiceDocument {
  const folder = sides.after.graph.nodes.find(({ id }) => id === service)?.path;
  return {
    name: nameOf(service, sides.after),
    ...(folder !== undefined && { path: folder }),
    effect,
    confidence,
    why,
    evidence: distinctLines(evidence.map(place)),
    changes: changes.map(({ element }) => element),
    ...(path && { through: path.slice(1).map(id => nameOf(id, sides.after)) }),
    // Who has to mend it: the owners of the lines that show it, else of what lies in its folder.
    owners: owners(evidence.length > 0 ? evidence.map(({ file }) => file) : folder === undefined ? [] : [`${folder}/.` as FilePath]),
  };
}

function placing({ before, after }: Sides): Placing {
  const known = new Map<string, readonly number[]>();
  const linesOf = (side: Side, file: FilePath): readonly number[] => {
    const key = `${side.name} ${file}`;
    const lines = known.get(key) ?? lineStarts(side.texts.read(file) ?? '');
    known.set(key, lines);
    return lines;
  };
  return ({ file, span, side }) => ({
    file,
    line: position(linesOf(side === 'before' ? before : after, file), span[0]).line,
    ...(side === 'before' && { side }),
  });
}

const distinctLines = (places: readonly PlaceDocument[]): PlaceDocument[] => [
  ...new Map(places.map(place => [`${place.side ?? ''} ${place.file}:${place.line}`, place])).values(),
];
