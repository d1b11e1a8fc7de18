import type { FilePath, Location } from '../../model/source.ts';
import { runs, servicesOf } from '../running-code.ts';
import type { System, SystemService } from '../system.ts';
import { callersOf, type Caller } from './callers.ts';
import { groupOf, listed, type FunctionNode, type Group, type Listed } from './functions.ts';

/** How a program comes to run a place. */
export interface Way {
  /** The head of the function that it begins in, and what is said of it. */
  readonly start: Location;
  readonly note: string;
  /** Each call on the way, the first one first. */
  readonly calls: readonly { readonly at: Location; readonly name: string }[];
}

/** `handler`: from where requests or messages come in. `loop`: from what runs on the one loop that serves everybody, through functions that do not wait. */
export type Begins = 'handler' | 'loop';

const NOTES: Readonly<Record<Begins, string>> = { handler: 'answers requests', loop: 'runs on the event loop' };

/** The shortest way to a place in a service that runs its file; undefined where none is known. */
export function wayTo(system: System, { file, span }: Location, begins: Begins): Way | undefined {
  for (const service of groupsOf(system, file)) {
    const group = known(system, service);
    const around = group.functionsIn(file).filter(({ function: { at } }) => at[0] <= span[0] && span[0] < at[1]);
    const way = wayFrom(around.slice(-1), group, begins);
    if (way) return way;
  }
  return undefined;
}

/** Files that nobody runs belong together: nothing tells that they do not run. */
function groupsOf(system: System, file: FilePath): readonly (SystemService | undefined)[] {
  const services = servicesOf(system, file);
  return services.length > 0 ? services : [undefined];
}

const groups = new WeakMap<System, Map<SystemService | undefined, Group>>();

function known(system: System, service: SystemService | undefined): Group {
  const all = groups.get(system) ?? new Map<SystemService | undefined, Group>();
  groups.set(system, all);
  const told = all.get(service) ?? groupOf(system, service ? listedOf(system, service) : listed(system, ownerless(system)));
  all.set(service, told);
  return told;
}

const ownerless = (system: System): readonly FilePath[] => system.filesUnder('').filter(file => servicesOf(system, file).length === 0);

const lists = new WeakMap<object, Listed>();

/** The link gives another list where a service has other files, or any of them imports another. */
function listedOf(system: System, { files, linked }: SystemService): Listed {
  const key = system.world.ownership.filesOf(linked);
  const told = lists.get(key) ?? listed(system, files);
  lists.set(key, told);
  return told;
}

/** Calls further away, and more functions, are not looked at. */
const MOST_STEPS = 8;
const MOST_FUNCTIONS = 200;

/** From a place outwards, breadth first. */
function wayFrom(inner: readonly FunctionNode[], group: Group, begins: Begins): Way | undefined {
  const steps = new Map<FunctionNode, { readonly to: FunctionNode; readonly caller: Caller } | undefined>(
    inner.map(node => [node, undefined]),
  );
  let newest = inner;
  for (let count = 0; count <= MOST_STEPS && newest.length > 0; count++) {
    const start = newest.find(node => isStart(node, begins));
    if (start) return wayOf(start, steps, NOTES[begins]);
    const next: FunctionNode[] = [];
    for (const node of newest) {
      for (const caller of steps.size > MOST_FUNCTIONS ? [] : callersOf(node, group)) {
        if (steps.has(caller.node) || !follows(caller, begins)) continue;
        steps.set(caller.node, { to: node, caller });
        next.push(caller.node);
      }
    }
    newest = next;
  }
  return undefined;
}

const isStart = ({ file, function: { answers, async } }: FunctionNode, begins: Begins): boolean =>
  begins === 'loop' ? async === true : answers === true && runs(file);

/** A function inside of another may be handed to a thread, so only a call by name holds the loop. */
const follows = ({ call }: Caller, begins: Begins): boolean => begins === 'handler' || call !== undefined;

type Steps = ReadonlyMap<FunctionNode, { readonly to: FunctionNode; readonly caller: Caller } | undefined>;

function wayOf(start: FunctionNode, steps: Steps, note: string): Way {
  const calls: { readonly at: Location; readonly name: string }[] = [];
  for (let step = steps.get(start); step; step = steps.get(step.to)) {
    const { node, call } = step.caller;
    if (call) calls.push({ at: { file: node.file, span: call.at }, name: call.name });
  }
  return { start: { file: start.file, span: start.function.head }, note, calls };
}
