import type { CalledFunction } from '../../model/outlined-function.ts';
import { baseName } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { isIndex, meantBy, type FunctionNode, type Group } from './functions.ts';

/** Who runs a function: it is called there, or it stands inside of it. */
export interface Caller {
  readonly node: FunctionNode;
  readonly call?: CalledFunction;
}

/** Imported by more files, a function is a tool of everybody, and looking through them would take long. */
const MOST_FILES = 60;

/** Functions that call a function of the same group by a name that can mean no other, and the one that it stands in. */
export function callersOf(node: FunctionNode, group: Group): readonly Caller[] {
  const told = known.get(node) ?? callersIn(node, group);
  known.set(node, told);
  return told;
}

/** Ways to several places go through the same functions, and a function is of one group. */
const known = new WeakMap<FunctionNode, readonly Caller[]>();

function callersIn(node: FunctionNode, group: Group): readonly Caller[] {
  const name = node.function.name;
  const files = name === undefined ? [] : filesThatMay(node.file, group);
  const calling = files.flatMap(file =>
    group.functionsIn(file).flatMap(from => {
      const call = from === node ? undefined : from.function.calls.find(one => mayMean(one, node) && meantBy(one, file, group) === node);
      return call ? [{ node: from, call }] : [];
    }),
  );
  return [...calling, ...holders(node, group)];
}

/** By its name, or by the local name of an import. */
const mayMean = ({ name, on }: CalledFunction, { function: own }: FunctionNode): boolean => name === own.name || on === name;

/** The function around it. */
function holders(node: FunctionNode, group: Group): readonly Caller[] {
  const [start, end] = node.function.at;
  const around = group
    .functionsIn(node.file)
    .findLast(({ function: { at } }) => at[0] <= start && end <= at[1] && (at[0] < start || end < at[1]));
  return around ? [{ node: around }] : [];
}

/** The file itself, those that import it, and where a language needs no import those beside it. */
function filesThatMay(file: FilePath, group: Group): readonly FilePath[] {
  const importing = importersOf(file, group);
  const beside = /\.(?:go|java)$/.test(file) ? group.beside(file) : [];
  return [...new Set([file, ...(importing.length > MOST_FILES ? [] : importing), ...(beside.length > MOST_FILES ? [] : beside)])];
}

function importersOf(file: FilePath, group: Group, steps = 0): readonly FilePath[] {
  // Who asks an interface of Java runs what implements it.
  const faces = file.endsWith('Impl.java') ? group.called(baseName(file).replace('Impl.java', '.java')) : [];
  const direct = [file, ...faces].flatMap(one => [...group.importers(one), ...(faces.includes(one) ? group.beside(one) : [])]);
  const over = steps < 3 ? direct.filter(isIndex).flatMap(index => importersOf(index, group, steps + 1)) : [];
  return [...new Set([...direct, ...over])];
}
