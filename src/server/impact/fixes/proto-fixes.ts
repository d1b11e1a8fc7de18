import type { ChangeDocument } from '../../../core/impact/document.ts';
import type { BothTexts, FixEdit, ImpactFix } from './fix.ts';
import { fullName, protoText, type ProtoDeclared, type ProtoText } from './proto-declared.ts';
import { insertion, same, written } from './proto-place.ts';

interface Both {
  readonly before: ProtoText;
  readonly now: ProtoText;
}

/** Ways out of a breaking change of a proto file, the most careful first. Pure and total. */
export function protoFixes({ element }: Pick<ChangeDocument, 'element'>, texts: BothTexts): ImpactFix[] {
  const both = { before: protoText(texts.before), now: protoText(texts.now) };
  const was = both.before.all.find(one => fullName(one) === element);
  if (!was) return [];
  const is = same(was, both.now) ?? renamed(was, both.now);
  return is ? changed(was, is, both) : removed(was, both);
}

/** The number is what is sent, so who has it is the same field. */
const renamed = ({ parent, kind, number }: ProtoDeclared, { all }: ProtoText): ProtoDeclared | undefined =>
  number === undefined ? undefined : all.find(one => one.kind === kind && one.parent === parent && one.number === number);

function removed(was: ProtoDeclared, both: Both): ImpactFix[] {
  const { indent, comment, text } = written(both.before, was);
  const back = (statement: string): readonly FixEdit[] | undefined => {
    const lines = `${indent}${statement}`.split('\n');
    const edit = underComment(comment, both.now.text, lines) ?? insertion(was, both, [...comment, ...lines]);
    const freed = unreserved(was, both.now);
    return edit && freed && [edit, ...freed];
  };
  const restored = back(text);
  const deprecated = back(asDeprecated(was.kind, text, indent));
  return [
    ...(restored ? [{ title: `Restore ${was.name}`, edits: restored }] : []),
    ...reserve(was, both, indent),
    ...(deprecated ? [{ title: `Deprecate ${was.name} instead of removing it`, edits: deprecated }] : []),
  ];
}

/** The comment was left behind. */
function underComment(comment: readonly string[], now: string, lines: readonly string[]): FixEdit | undefined {
  const start = comment.length > 0 ? `\n${now}`.indexOf(`\n${comment.join('\n')}\n`) : -1;
  if (start < 0) return undefined;
  const end = start + comment.join('\n').length;
  return { span: [end, end], text: lines.map(line => `\n${line}`).join('') };
}

const holder = ({ parent }: ProtoDeclared, { all }: ProtoText): ProtoDeclared | undefined =>
  all.find(one => fullName(one) === parent && one.reserved !== undefined);

/** What keeps the number from being given away has to go when it is used again; undefined where that is no statement of its own. */
function unreserved(was: ProtoDeclared, now: ProtoText): readonly FixEdit[] | undefined {
  const parent = holder(was, now);
  const { ranges = [], names = [] } = parent?.reserved ?? {};
  const inWay = [
    ...(ranges.some(({ from, to }) => was.number !== undefined && from <= was.number && was.number <= to) ? [`${was.number}`] : []),
    ...(names.includes(was.name) ? [`["']?${was.name}["']?`] : []),
  ];
  const found = inWay.map(word => reservation(word, parent!, now.text));
  return found.every(edit => edit !== undefined) ? found : undefined;
}

function reservation(word: string, { statement: [start, end] }: ProtoDeclared, text: string): FixEdit | undefined {
  const found = new RegExp(`(?<=\\n)[ \\t]*reserved\\s+${word}\\s*;[ \\t]*\\n`).exec(text.slice(start, end));
  return found ? { span: [start + found.index, start + found.index + found[0].length], text: '' } : undefined;
}

/** Nobody gives the number or the name to something else. */
function reserve(was: ProtoDeclared, both: Both, indent: string): ImpactFix[] {
  const parent = holder(was, both.now);
  if (was.number === undefined || !parent) return [];
  const { number, name } = was;
  const { ranges, names } = parent.reserved!;
  const lines = [
    ...(ranges.some(({ from, to }) => from <= number && number <= to) ? [] : [`${indent}reserved ${number};`]),
    ...(names.includes(name) ? [] : [`${indent}reserved ${both.now.syntax === 'editions' ? name : `"${name}"`};`]),
  ];
  const edit = lines.length > 0 ? insertion(was, both, lines) : undefined;
  return edit ? [{ title: `Reserve the number and name of ${name}`, edits: [edit] }] : [];
}

function asDeprecated(kind: ProtoDeclared['kind'], text: string, indent: string): string {
  if (kind === 'field' || kind === 'value') {
    const options = /\[(?=[^\]]*\]\s*;$)/.exec(text);
    if (!options) return text.replace(/\s*;$/, ' [deprecated = true];');
    return `${text.slice(0, options.index + 1)}deprecated = true, ${text.slice(options.index + 1)}`;
  }
  const option = `\n${indent}  option deprecated = true;`;
  return text.endsWith(';') ? text.replace(/\s*;$/, ` {${option}\n${indent}}`) : text.replace('{', `{${option}`);
}

/** Still there, and not as it was. */
function changed(was: ProtoDeclared, is: ProtoDeclared, both: Both): ImpactFix[] {
  const [old, fresh] = [written(both.before, was), written(both.now, is)];
  if (old.text === fresh.text) return is.kind === 'message' ? optional(was, both) : [];
  const title = was.name === is.name ? `Restore ${was.name} as it was` : `Give ${is.name} its name ${was.name} back`;
  return [
    { title, edits: [{ span: is.statement, text: old.text }] },
    ...twin(was, is, both),
    ...(is.kind === 'message' ? optional(was, both) : asOptional(was, is)),
  ];
}

/** A field of another type is another field: the old one stays, and the new one stands beside it. */
function twin(was: ProtoDeclared, is: ProtoDeclared, { before, now }: Both): ImpactFix[] {
  if (!was.field || !is.field || was.name !== is.name || was.field.type === is.field.type) return [];
  const beside = now.all.filter(({ parent }) => parent === is.parent);
  const name = free(`${is.name}_v2`, new Set(beside.map(one => one.name)));
  const number = nextNumber(is, now);
  const text = now.text.slice(...is.statement);
  const made = text.replace(new RegExp(`\\b${is.name}(\\s*=\\s*)${is.number}\\b`), `${name}$1${number}`);
  if (made === text) return [];
  const { indent } = written(now, is);
  const kept = was.field.label === 'required' ? made.replace(/^required\b/, 'optional') : made;
  return [
    {
      title: `Keep ${is.name} as it was and add ${name} beside it`,
      edits: [{ span: is.statement, text: `${written(before, was).text}\n${indent}${kept}` }],
    },
  ];
}

function free(name: string, taken: ReadonlySet<string>): string {
  let [stem, number] = [name.replace(/\d+$/, ''), 2];
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** Numbers that protobuf keeps for itself. */
const [OWN, AFTER_OWN] = [19_000, 20_000];
const SMALL = 100_000;

function nextNumber(is: ProtoDeclared, now: ProtoText): number {
  const used = now.all.filter(({ parent, number }) => parent === is.parent && number !== undefined).map(({ number }) => number!);
  const reserved = (holder(is, now)?.reserved?.ranges ?? []).map(({ to }) => to).filter(to => to < SMALL);
  const next = Math.max(0, ...used, ...reserved) + 1;
  return next >= OWN && next < AFTER_OWN ? AFTER_OWN : next;
}

/** Fields that every message has to have from now on. */
function optional(was: ProtoDeclared, { before, now }: Both): ImpactFix[] {
  const within = fullName(was);
  const required = now.all.filter(({ parent, field }) => parent === within && field?.label === 'required');
  const fresh = required.filter(one => same(one, before)?.field?.label !== 'required');
  if (fresh.length === 0) return [];
  return [{ title: `Make ${fresh.map(({ name }) => name).join(', ')} optional`, edits: fresh.map(one => relabelled(one)) }];
}

const asOptional = (was: ProtoDeclared, is: ProtoDeclared): ImpactFix[] =>
  is.field?.label === 'required' && was.field?.label !== 'required' ? [{ title: `Make ${is.name} optional`, edits: [relabelled(is)] }] : [];

const relabelled = ({ statement: [start] }: ProtoDeclared): FixEdit => ({ span: [start, start + 'required'.length], text: 'optional' });
