import type { Field } from './fields.ts';
import type { Program } from './program.ts';
import type { Unit } from './unit.ts';

/** The tree drops what is only a type, so the members of an interface or of `type X = { … }` are read from the text. */
export function shapeNamed(name: string, from: Unit, program: Program): readonly Field[] {
  if (from.language !== 'TypeScript' && from.language !== 'JavaScript') return [];
  const own = shapeIn(name, from);
  if (own.length > 0) return own;
  for (const unit of program.declaring(name, from.source.path)) {
    const found = shapeIn(name, unit);
    if (found.length > 0) return found;
  }
  return [];
}

const MOST_SHAPE = 20_000;

function shapeIn(name: string, { source }: Unit): Field[] {
  const head = new RegExp(String.raw`\b(?:interface\s+${name}\b[^{;=]{0,200}|type\s+${name}\s*=\s*)\{`).exec(source.text);
  return head
    ? membersOf(source.text, head.index + head[0].length).map(member => ({ ...member, at: { file: source.path, span: member.span } }))
    : [];
}

const MEMBER = /\s*(?:readonly\s+)?(?:'([^']*)'|"([^"]*)"|([A-Za-z_$][\w$]*))\s*\??\s*:\s*([^;,\n{]{0,80})/y;

/** The members between an opened brace and its end; what is nested is skipped. */
function membersOf(text: string, start: number): { member: string; key: string; type: string; span: readonly [number, number] }[] {
  const found: { member: string; key: string; type: string; span: readonly [number, number] }[] = [];
  const end = Math.min(text.length, start + MOST_SHAPE);
  let depth = 1;
  let fresh = true;
  for (let at = start; at < end && depth > 0; at++) {
    if (depth === 1 && fresh) {
      MEMBER.lastIndex = at;
      const member = MEMBER.exec(text);
      const name = member?.[1] ?? member?.[2] ?? member?.[3];
      if (member && name !== undefined && !/^\(|=>/.test(member[4] ?? '')) {
        const from = member.index + member[0].indexOf(name);
        found.push({ member: name, key: name, type: (member[4] ?? '').trim(), span: [from, from + name.length] });
        at = from + name.length;
      }
      fresh = false;
    }
    const character = text[at];
    if (character === '{' || character === '(') depth++;
    else if (character === '}' || character === ')') depth--;
    else if (depth === 1 && /[;,\n]/.test(character ?? '')) fresh = true;
  }
  return found;
}
