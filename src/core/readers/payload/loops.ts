import type { Expression, Language } from '../../extract/code/syntax.ts';
import type { Span } from '../../model/source.ts';
import type { Binding, Unit } from './unit.ts';
import { scopeAt } from './unit.ts';

/** The tree flattens control flow, so what a loop's variable stands for is read from the head of the loop. `name` is the variable; the source follows the match. */
const HEADS: Readonly<Record<Language, RegExp>> = {
  TypeScript: /\bfor\s*(?:await\s*)?\(\s*(?:const|let|var)\s+(?<name>[\w$]+)\s+of\s+/g,
  JavaScript: /\bfor\s*(?:await\s*)?\(\s*(?:const|let|var)\s+(?<name>[\w$]+)\s+of\s+/g,
  Python: /\bfor\s+(?:\w+\s*,\s*)?(?<name>\w+)\s+in\s+(?:enumerate\(\s*)?/g,
  Go: /\bfor\s+(?:\w+\s*,\s*)?(?<name>\w+)\s*:?=\s*range\s+/g,
  'C#': /\bforeach\s*\(\s*(?<type>[\w.<>[\]?, ]{1,80}?)\s+(?<name>\w+)\s+in\s+/g,
  Java: /\bfor\s*\(\s*(?:(?:final\s+)?(?<type>[\w.<>[\]?, ]{1,80}?)\s+(?<name>\w+)\s*:|(?<item>\w+)\s+in\b)\s*/g,
  Ruby: /\bfor\s+(?<name>\w+)\s+in\s+/g,
  PHP: /\bforeach\s*\(\s*(?=(?<source>\$[\w$>[\]'"-]{1,80})\s+as\s+(?:\$\w+\s*=>\s*)?\$(?<name>\w+))/g,
  Rust: /\bfor\s+(?:mut\s+)?(?<name>\w+)\s+in\s+&?(?:mut\s+)?/g,
};

type Looped = Pick<Unit, 'source' | 'language' | 'scopes' | 'accesses' | 'calls'>;

/** Every variable that a loop gives the members of a value to, comprehensions included. */
export function loopsIn(unit: Looped): Binding[] {
  const longest = longestByStart(unit);
  return [...unit.source.text.matchAll(HEADS[unit.language])].flatMap((head): Binding[] => {
    const name = head.groups?.['name'] ?? head.groups?.['item'];
    const start = head.index + head[0].length;
    const value = longest.get(start) ?? namedAt(start, unit.source.text);
    if (name === undefined || !value) return [];
    const type = head.groups?.['type'];
    const span: Span = [head.index, start];
    const typed = type !== undefined && type !== 'var' ? { type } : {};
    return [{ target: [name], value, item: true, span, scope: scopeAt(unit.scopes, [start, start]), ...typed }];
  });
}

function longestByStart({ accesses }: Looped): Map<number, Expression> {
  const found = new Map<number, Expression>();
  for (const { expression } of accesses) {
    const known = found.get(expression.span[0]);
    if (!known || expression.span[1] > known.span[1]) found.set(expression.span[0], expression);
  }
  return found;
}

const NAMED = /\$?([A-Za-z_]\w*(?:(?:\.|->)[A-Za-z_]\w*)*)/y;

function namedAt(start: number, text: string): Expression | undefined {
  NAMED.lastIndex = start;
  const found = NAMED.exec(text);
  if (!found) return undefined;
  const path = found[1]!.split(/\.|->/).filter((part, at) => at > 0 || !/^(this|self)$/.test(part));
  return { kind: 'name', path, span: [start, start + found[0].length] };
}
