import type { Call } from '../../extract/code/syntax.ts';
import { weaker } from '../../model/confidence.ts';
import { folderOf } from '../../model/paths.ts';
import { typeOfName } from './bound.ts';
import { noEntrances } from './entrances.ts';
import { bareType } from './fields.ts';
import { parsedBy } from './formats.ts';
import type { Key } from './key.ts';
import { lookupOf } from './lookup.ts';
import type { Origin } from './origin.ts';
import { Origins, type Entrances } from './origins.ts';
import { functionsNamed } from './program.ts';
import { counts, taken, type Asked, type Reading } from './taken.ts';
import type { Scope, Unit } from './unit.ts';

const MOST_ROUNDS = 5;
const MOST_DEPTH = 2;

/** What a file takes from what comes in at these entrances, and the files that it hands it on to. */
export function readsIn(unit: Unit, entrances: Entrances, asked: Asked): readonly Key[] {
  let origins = new Origins(unit, entrances);
  let outward = handedOn({ unit, origins, asked }, entrances);
  for (let round = 0; round < MOST_ROUNDS && outward.grew; round++) {
    origins = new Origins(unit, entrances);
    outward = handedOn({ unit, origins, asked }, entrances);
  }
  const own = taken(unit, { origins, entrances }, asked);
  return (asked.depth ?? 0) >= MOST_DEPTH ? own : [...own, ...elsewhere(unit, outward.outside, asked)];
}

interface HandedOn {
  readonly call: Call;
  readonly scope: Scope;
  readonly at: number;
  readonly origin: Origin;
}

/** Arguments that carry what came in: functions of this file get them as parameters, the others are told. */
function handedOn(
  { unit, origins, asked }: Reading,
  entrances: Entrances,
): { readonly grew: boolean; readonly outside: readonly HandedOn[] } {
  let grew = false;
  const outside: HandedOn[] = [];
  for (const { call, scope } of unit.calls) {
    const name = call.path.at(-1);
    if (name === undefined || parsedBy(call) || !counts(scope, asked, entrances)) continue;
    call.arguments.forEach((argument, at) => {
      const origin = argument.kind === 'text' || argument.kind === 'function' ? undefined : origins.of(argument, scope);
      if (!origin) return;
      const callees = (lookupOf(unit).functions.get(name) ?? []).filter(({ parameters }) => parameters.length > at);
      for (const callee of callees) grew = give(callee, at, { origin, entrances }) || grew;
      if (callees.length === 0 && !call.constructs) outside.push({ call, scope, at, origin });
    });
  }
  return { grew, outside };
}

function give(callee: Scope, at: number, { origin, entrances }: { readonly origin: Origin; readonly entrances: Entrances }): boolean {
  const parameter = callee.parameters[at];
  if (!parameter) return false;
  const given = entrances.parameters.get(callee) ?? new Map<string, Origin>();
  if (given.has(parameter.name)) return false;
  given.set(
    parameter.name,
    origin.type === undefined && parameter.type !== undefined && origin.state === 'value' ? { ...origin, type: parameter.type } : origin,
  );
  entrances.parameters.set(callee, given);
  return true;
}

/** What functions of other files take from what they are given. */
function elsewhere(unit: Unit, outside: readonly HandedOn[], asked: Asked): readonly Key[] {
  const { program } = asked;
  return outside.slice(0, 40).flatMap(({ call, scope, at, origin }) => {
    const name = call.path.at(-1)!;
    const owner = call.path.at(-2);
    if (!/^\w+$/.test(name) || (origin.path.includes('[]') && origin.path.length > 4)) return [];
    const imported = unit.imports.some(({ names }) => names.some(({ local }) => local === name || local === owner));
    const type = owner === undefined ? undefined : typeOfName(owner, scope, unit);
    // A Go package is a folder: its functions need no import.
    const isPackage = unit.language === 'Go' && owner === undefined;
    if (!imported && !isPackage && type === undefined) return [];
    return functionsNamed({ name }, unit, program).flatMap(found => {
      const parent = found.node.parent?.kind === 'class' ? found.node.parent.name : undefined;
      const meant =
        imported ||
        (isPackage && folderOf(found.unit.source.path) === folderOf(unit.source.path)) ||
        (type !== undefined &&
          parent !== undefined &&
          bareType(type)
            .replace(/^I(?=[A-Z])/, '')
            .startsWith(parent.replace(/Impl$/, '')));
      if (!meant || found.unit === unit) return [];
      const entrances = noEntrances(false);
      give(found.node, at, { origin: { ...origin, confidence: weaker(origin.confidence, 'likely') }, entrances });
      return readsIn(found.unit, entrances, { ...asked, within: undefined, depth: (asked.depth ?? 0) + 1 });
    });
  });
}
