import type { ts } from 'ts-morph';
import type { FilePath } from '../../model/source.ts';
import type { Texts, Use } from '../use.ts';
import { attempt } from './attempt.ts';
import { exportedApi } from './exported-api.ts';
import { literalUses } from './literal-uses.ts';
import { memberUses } from './member-uses.ts';
import { nameUses } from './name-uses.ts';
import { programOf, type Parsed, type Program } from './program.ts';
import { reachOf } from './reach.ts';
import { scriptsOf, type Scripts } from './script-texts.ts';
import type { ImportResolver, SymbolQuestion, SymbolReader, SymbolUses } from './symbol-uses.ts';
import { memberTargetOf, targetOf, type Target } from './target.ts';

/** Answers with the compiler at hand. */
export function readerOf(texts: Texts, resolveImport: ImportResolver): SymbolReader {
  const scripts = scriptsOf(texts, resolveImport);
  const parsed: Parsed = new Map();
  return question => answer(question, scripts, parsed);
}

function answer(question: SymbolQuestion, scripts: Scripts, parsed: Parsed): SymbolUses {
  const { suspects, loaded, searched, leftOut } = reachOf(question, scripts, requiredOf(question, scripts));
  const prepared = suspects.length === 0 ? NOTHING : attempt(() => prepare(question, programOf(loaded, parsed, scripts.resolveImport)));
  const found = suspects.map(file => prepared && attempt(() => prepared(file)));
  const uses = found.flatMap(list => list ?? []).filter(({ how }) => question.how?.includes(how) ?? true);
  const failed = found.filter(list => list === undefined).length;
  return {
    uses: uses.toSorted(byPlace),
    searched: { files: searched, languages: ['typescript', 'javascript'], leftOut: leftOut + failed },
  };
}

type Finder<From> = (from: From) => readonly Use[];

const NOTHING: Finder<unknown> = () => [];

function prepare(question: SymbolQuestion, program: Program): Finder<FilePath> {
  const target = targetOf(program, question);
  const find = target ? finder(question, target) : NOTHING;
  return file => {
    const source = program.sourceFile(file);
    return source ? find(source) : [];
  };
}

function finder({ member, how }: SymbolQuestion, target: Target): Finder<ts.SourceFile> {
  if (member === 'constructor') return source => nameUses(source, target).filter(use => MAKING.includes(use.how));
  if (member === undefined)
    return source => [...nameUses(source, target), ...(how?.includes('constructs') === false ? [] : literalUses(source, target))];
  const known = memberTargetOf(target, member);
  return known ? source => memberUses(source, known) : NOTHING;
}

const MAKING: readonly Use['how'][] = ['constructs', 'implements'];

/** Members that every object of the asked type gives, where objects that make one are asked for. One alone says too little. */
function requiredOf({ file, symbol, member, how }: SymbolQuestion, { read }: Scripts): readonly string[] {
  const text = read(file);
  if (text === undefined || member !== undefined || how?.includes('constructs') === false) return [];
  const shape = attempt(() => exportedApi({ path: file, text }).get(symbol));
  if (!shape || !['interface', 'type', 'class'].includes(shape.kind)) return [];
  const required = [...shape.members.values()].filter(({ isOptional, visibility }) => !isOptional && visibility === 'public');
  return required.length > 1 || how ? required.map(({ name }) => name) : [];
}

const byPlace = (a: Use, b: Use): number => compare(a.at.file, b.at.file) || a.at.span[0] - b.at.span[0];

const compare = (a: FilePath, b: FilePath): number => (a < b ? -1 : a > b ? 1 : 0);
