import type { Call, Expression } from '../../extract/code/syntax.ts';
import { COMMON_NAMES } from '../payload/handed-on.ts';
import type { Program } from '../payload/program.ts';
import type { Scope, Unit } from '../payload/unit.ts';

interface Asked {
  readonly unit: Unit;
  readonly program: Program;
}

/** What one caller gives, where it stands. */
interface Handed {
  readonly value: Expression;
  readonly unit: Unit;
  readonly scope: Scope;
}

/** What everybody who calls a function, or makes one of a class, gives to one of its parameters. Pure and total. */
export function callersOf(name: string, callee: Scope, { unit, program }: Asked): readonly Handed[] {
  const owner = callee.kind === 'class' ? callee : callee.parent?.kind === 'class' ? callee.parent : undefined;
  const makes = callee.kind === 'class' || MAKERS.test(callee.name) || callee.name === owner?.name;
  const called = makes ? (owner?.name ?? '') : callee.name;
  if (called === '') return callersOfModule(name, callee, { unit, program });
  const isNamed = (call: Call): boolean => call.path.at(-1) === called && (call.constructs === makes || unit.language === 'Python');
  const words = COMMON_NAMES.has(called) ? [called, owner?.name ?? called] : [called];
  const isFree = owner === undefined && unit.language === 'Go';
  return [unit, ...program.mentioning(words, unit.source.path)].flatMap(other =>
    givenIn(other, call => isNamed(call) && (!isFree || isOfPackage(call, other, { unit, callee })), { name, callee }),
  );
}

interface Home {
  readonly unit: Unit;
  readonly callee: Scope;
}

/** In its own folder a function of Go is called by its name, elsewhere behind that of its package; a method behind anything but a package. */
function isOfPackage({ path }: Call, caller: Unit, { unit, callee }: Home): boolean {
  const folder = folderOf(unit);
  const [local] = path;
  const imported =
    path.length < 2 ? undefined : caller.imports.find(({ from, names }) => (names[0]?.local ?? from.split('/').at(-1)) === local);
  if (METHOD.test(unit.source.text.slice(...callee.span))) return path.length > 1 && imported === undefined;
  return imported === undefined ? folderOf(caller) === folder : leadsTo(imported.from, folder);
}

/** The folder of a module has names of its own before it in an import, or is itself below the workspace's root. */
const leadsTo = (from: string, folder: string): boolean =>
  `/${from}`.endsWith(`/${folder}`) || `/${folder}`.endsWith(`/${from.split('/').slice(-2).join('/')}`);

const METHOD = /^func\s*\(/;

const folderOf = ({ source: { path } }: Unit): string => path.slice(0, path.lastIndexOf('/'));

const MAKERS = /^(constructor|__init__)$/;

interface Parameter {
  readonly name: string;
  readonly callee: Scope;
}

const givenIn = (unit: Unit, isMeant: (call: Call) => boolean, parameter: Parameter): readonly Handed[] =>
  unit.calls.flatMap(({ call, scope }) => {
    const value = isMeant(call) && scope !== parameter.callee ? argumentOf(call, parameter) : undefined;
    return value ? [{ value, unit, scope }] : [];
  });

/** By its name, in an object that is taken apart, or in its place. */
function argumentOf(call: Call, { name, callee }: Parameter): Expression | undefined {
  const named = call.named.find(({ key }) => key === name)?.value;
  if (named) return named;
  for (const argument of call.arguments) {
    const entry = argument.kind === 'object' ? argument.entries.find(({ key }) => key === name) : undefined;
    if (entry) return entry.value;
  }
  const parameters = callee.parameters.filter(parameter => !/^(self|cls)$/.test(parameter.name));
  const value = call.arguments[parameters.findIndex(parameter => parameter.name === name)];
  return value?.kind === 'object' ? undefined : value;
}

/** `module.exports = function (app, { channel }) { … }`: whoever takes the module calls it by a name of its own. */
function callersOfModule(name: string, callee: Scope, { unit, program }: Asked): readonly Handed[] {
  if (callee.parent?.kind !== 'file' || !/^(JavaScript|TypeScript)$/.test(unit.language)) return [];
  const file =
    unit.source.path
      .replace(/(\/index)?\.\w+$/, '')
      .split('/')
      .at(-1) ?? '';
  return program.mentioning([file], unit.source.path).flatMap(other => {
    const locals = new Set(
      other.imports
        .filter(({ from }) => from.replace(/\.\w+$/, '').endsWith(`/${file}`))
        .flatMap(({ names }) => names.map(({ local }) => local)),
    );
    return givenIn(other, ({ path }) => path.length === 1 && locals.has(path[0]!), { name, callee });
  });
}
