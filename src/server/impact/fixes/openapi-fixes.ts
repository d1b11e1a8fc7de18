import type { ChangeDocument } from '../../../core/impact/document.ts';
import { lineStarts } from '../../../core/model/lines.ts';
import type { PlaceNow } from '../../../core/impact/places-now.ts';
import { short, type BothTexts, type FixEdit, type ImpactFix } from './fix.ts';
import { hunkOf, reverted } from './restore.ts';
import { above, beside, block, indentOf, keyOf } from './yaml-lines.ts';

type Changed = Pick<ChangeDocument, 'element' | 'line' | 'side' | 'rule'>;

/** Ways out of a breaking change of an OpenAPI document in YAML, besides restoring what was there. Pure and total. */
export function openApiFixes(change: Changed, place: PlaceNow, texts: BothTexts): ImpactFix[] {
  const rule = change.rule ?? '';
  return [
    ...(/removed/.test(rule) && change.side === 'before' ? deprecated(change, texts) : []),
    ...(/required/.test(rule) && /request/.test(rule) ? optional(change, place, texts.now) : []),
  ];
}

const METHOD = /^\s*(get|put|post|delete|options|head|patch|trace)\s*:/;

/** Back again, and marked as going. */
function deprecated(change: Changed, texts: BothTexts): ImpactFix[] {
  const hunk = hunkOf(change, texts);
  const lines = texts.before.split('\n');
  const marks = hunk ? places(lines, change.line - 1).flatMap(at => marked(lines, at)) : [];
  if (!hunk || marks.length === 0) return [];
  const [start, end] = hunk.before;
  const back = lines.slice(start, end).flatMap((line, at) => {
    const mark = marks.find(one => one.at === start + at);
    return mark ? mark.lines : [line];
  });
  return [{ title: `Deprecate ${short(change.element)} instead of removing it`, edits: [reverted(hunk, texts, back)] }];
}

/** The lines that are marked: a path by its operations, anything else by itself. */
function places(lines: readonly string[], at: number): readonly number[] {
  if (!/^\s*["']?\//.test(lines[at] ?? '')) return [at];
  const [start, end] = block(lines, at);
  return lines.flatMap((line, number) => (number > start && number < end && METHOD.test(line) ? [number] : []));
}

interface Marked {
  readonly at: number;
  readonly lines: readonly string[];
}

/** `deprecated: true` as the first thing in an object, written in braces or below. */
function marked(lines: readonly string[], at: number): Marked[] {
  const line = lines[at]!;
  const flow = line.indexOf('{');
  if (flow >= 0 && /[:-]\s*\{/.test(line)) return [{ at, lines: [`${line.slice(0, flow + 1)} deprecated: true,${line.slice(flow + 1)}`] }];
  if (/^\s*- /.test(line)) return [{ at, lines: [line, `${' '.repeat(indentOf(line) + 2)}deprecated: true`] }];
  const next = lines[at + 1];
  if (!/:\s*(#.*)?$/.test(line) || next === undefined || indentOf(next) <= indentOf(line)) return [];
  return [{ at, lines: [line, `${' '.repeat(indentOf(next))}deprecated: true`] }];
}

/** What every request has to bring from now on may be left out again. */
function optional({ element, rule = '' }: Changed, { line }: PlaceNow, text: string): ImpactFix[] {
  const lines = text.split('\n');
  const name = element.slice(Math.max(element.lastIndexOf('.'), element.lastIndexOf('/'), element.lastIndexOf(' ')) + 1);
  const edit = /property/.test(rule) ? notListed(lines, { name, near: line }) : notRequired(lines, line);
  return edit ? [{ title: `Make ${/property/.test(rule) ? name : 'it'} optional`, edits: [spanned(edit, text)] }] : [];
}

interface LineEdit {
  readonly lines: readonly [start: number, end: number];
  readonly text: readonly string[];
}

function spanned({ lines: [start, end], text }: LineEdit, whole: string): FixEdit {
  const starts = lineStarts(whole);
  return { span: [starts[start]!, starts[end] ?? whole.length], text: text.map(line => `${line}\n`).join('') };
}

/** Out of the list of what is required, beside the properties in which the name stands. */
function notListed(lines: readonly string[], { name, near }: { readonly name: string; readonly near: number }): LineEdit | undefined {
  const named = lines.flatMap((line, at) =>
    keyOf(line) === name && keyOf(lines[above(lines, at) ?? -1] ?? '') === 'properties' ? [above(lines, at)!] : [],
  );
  const lists = named.flatMap(properties => beside(lines, properties).filter(at => keyOf(lines[at]!) === 'required'));
  const found = lists.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near)).map(at => withoutName(lines, at, name));
  return found.find(edit => edit !== undefined);
}

function withoutName(lines: readonly string[], at: number, name: string): LineEdit | undefined {
  const line = lines[at]!;
  const [, head, list, tail] = /^(\s*required:\s*\[)([^\]]*)(\].*)$/.exec(line) ?? [];
  const isName = (word: string): boolean => word.trim().replace(/^["']|["']$/g, '') === name;
  if (list !== undefined) {
    const words = list.split(',');
    const left = words.filter(word => !isName(word));
    if (left.length === words.length) return undefined;
    return { lines: [at, at + 1], text: left.length === 0 ? [] : [`${head}${left.map(word => word.trim()).join(', ')}${tail}`] };
  }
  return withoutItem(lines, at, isName);
}

/** Items of a list may stand as far in as its key. */
function withoutItem(lines: readonly string[], at: number, isName: (word: string) => boolean): LineEdit | undefined {
  const items: number[] = [];
  for (let line = at + 1; line < lines.length && /^\s*- /.test(lines[line]!) && indentOf(lines[line]!) >= indentOf(lines[at]!); line++)
    items.push(line);
  const own = items.find(item => isName(lines[item]!.replace(/^\s*- /, '')));
  if (own === undefined) return undefined;
  return items.length === 1 ? { lines: [at, own + 1], text: [] } : { lines: [own, own + 1], text: [] };
}

/** `required: true` of a parameter or body; a parameter in a path cannot be left out. */
function notRequired(lines: readonly string[], near: number): LineEdit | undefined {
  const [start, end] = block(lines, startOf(lines, near));
  const own = lines.slice(start, end);
  if (own.some(line => /\bin:\s*["']?path\b/.test(line))) return undefined;
  const at = own.findIndex(line => /\brequired:\s*true\b/.test(line));
  return at < 0 ? undefined : { lines: [start + at, start + at + 1], text: [own[at]!.replace(/\brequired:\s*true\b/, 'required: false')] };
}

/** An item of a list, or a key with an object below. */
function startOf(lines: readonly string[], at: number): number {
  if (/^\s*- /.test(lines[at] ?? '') || /[:{]\s*$/.test(lines[at] ?? '')) return at;
  return above(lines, at) ?? at;
}
