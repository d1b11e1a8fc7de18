import { remembered, rememberedByName } from '../../model/remembered.ts';
import type { FilePath, Source } from '../../model/source.ts';
import { isTest } from '../../model/test-path.ts';
import type { Texts } from '../use.ts';
import { isCode } from './module-of.ts';
import type { ClassStatement, Scope, Unit } from './unit.ts';
import { unitOf } from './unit.ts';

/** The files that an answer may look into, each read once. */
export interface Program {
  readonly unit: (path: FilePath) => Unit | undefined;
  /** Code files that mention all of these words, nearest to the asker first. */
  readonly mentioning: (words: readonly string[], near: FilePath) => readonly Unit[];
  /** Code files that declare a type of this name, nearest to the asker first. */
  readonly declaring: (name: string, near: FilePath) => readonly Unit[];
}

/** One question follows names into a few files, never through the whole workspace. */
const MOST_FILES = 8;
const MOST_UNITS = 600;

/** A `Texts` gives the same text for the same path for as long as it lives, so what was read of it is kept with it. */
export const programOf = remembered(made);

function made(texts: Texts): Program {
  const paths = texts.paths.filter(path => isCode(path) && !isTest(path));
  const unit = unitsOf(texts);
  const pathsWith = rememberedByName(word => paths.filter(path => texts.read(path)?.includes(word)));
  const pathsDeclaring = rememberedByName(name => {
    const declared = new RegExp(String.raw`\b(?:class|record|struct|interface|enum|type|object|trait)\s+(?:struct\s+|class\s+)?${name}\b`);
    return pathsWith(name).filter(path => declared.test(texts.read(path) ?? ''));
  });
  const closest = (found: readonly FilePath[], near: FilePath): readonly Unit[] => {
    const others = found.filter(path => path !== near && kindOf(path) === kindOf(near));
    return nearest(others, near)
      .slice(0, MOST_FILES)
      .flatMap(path => unit(path) ?? []);
  };
  const mentioning = (words: readonly string[], near: FilePath): readonly Unit[] => {
    const [first = [], ...rest] = words.map(pathsWith);
    return closest(
      first.filter(path => rest.every(others => others.includes(path))),
      near,
    );
  };
  return { unit, mentioning, declaring: (name, near) => closest(pathsDeclaring(name), near) };
}

function unitsOf(texts: Texts): Program['unit'] {
  const units = new Map<FilePath, Unit | undefined>();
  return path => {
    if (units.has(path)) return units.get(path);
    if (units.size >= MOST_UNITS) units.clear();
    const text = texts.read(path);
    const read = text === undefined ? undefined : readLately({ path, text });
    units.set(path, read);
    return read;
  };
}

/** Services share files, and two versions most of them: what was read lately is taken again where the text is the same. */
const lately = new Map<FilePath, Unit>();
const MOST_LATELY = 120;

function readLately(source: Source): Unit | undefined {
  const known = lately.get(source.path);
  if (known?.source.text === source.text) return known;
  const read = unitOf(source);
  if (!read) return undefined;
  lately.delete(source.path);
  lately.set(source.path, read);
  for (const [oldest] of lately) {
    if (lately.size <= MOST_LATELY) break;
    lately.delete(oldest);
  }
  return read;
}

/** Files of one language can use each other. */
const kindOf = (path: string): string => {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  return /^[cm]?[tj]sx?$/.test(ending) ? 'js' : /^(java|kts?)$/.test(ending) ? 'jvm' : ending;
};

const nearest = (paths: readonly FilePath[], near: FilePath): readonly FilePath[] =>
  [...paths].sort(
    (one, other) =>
      shared(other, near) - shared(one, near) ||
      Number(isBuilt(one)) - Number(isBuilt(other)) ||
      one.length - other.length ||
      (one < other ? -1 : 1),
  );

/** A compiled file may lie beside its source, which is the one to show. */
const isBuilt = (path: string): boolean => path.endsWith('.js');

function shared(path: string, near: string): number {
  const [own, theirs] = [path.split('/'), near.split('/')];
  let count = 0;
  while (count < own.length - 1 && own[count] === theirs[count]) count++;
  return count;
}

/** A program that has no other files. */
export const alone = (source: Source): Program => {
  const unit = unitOf(source);
  return { unit: path => (path === source.path ? unit : undefined), mentioning: () => [], declaring: () => [] };
};

export interface Found<T> {
  readonly unit: Unit;
  readonly node: T;
}

/** The class of that name: here, else in the nearest file that has one. */
export function classNamed(name: string, from: Unit, program: Program): Found<ClassStatement> | undefined {
  const own = from.classes.find(one => one.name === name);
  if (own) return { unit: from, node: own };
  for (const unit of program.declaring(name, from.source.path)) {
    const node = unit.classes.find(one => one.name === name);
    if (node) return { unit, node };
  }
  return undefined;
}

interface Named {
  readonly name: string;
  readonly owner?: string | undefined;
}

const isNamed = ({ kind, name, parent }: Scope, wanted: Named): boolean =>
  kind === 'function' && name === wanted.name && (wanted.owner === undefined || isOf(parent, wanted.owner));

/** Functions of that name: of the receiver's type where it is known, here, else in files that mention it. */
export function functionsNamed(wanted: Named, from: Unit, program: Program): readonly Found<Scope>[] {
  const own = from.scopes.filter(scope => isNamed(scope, wanted));
  return own.length > 0 ? own.map(node => ({ unit: from, node })) : functionsElsewhere(wanted, from, program);
}

/** The same, in other files only. */
export const functionsElsewhere = (wanted: Named, from: Unit, program: Program): readonly Found<Scope>[] =>
  program
    .mentioning([wanted.name], from.source.path)
    .flatMap(unit => unit.scopes.filter(scope => isNamed(scope, wanted)).map(node => ({ unit, node })))
    .slice(0, 3);

/** `OrderService` and `IOrderService` are both `OrderServiceImpl`'s. */
const isOf = (parent: Scope | undefined, owner: string): boolean =>
  parent?.kind === 'class' && (parent.name === owner || parent.name.replace(/Impl$/, '') === owner.replace(/^I(?=[A-Z])/, ''));
