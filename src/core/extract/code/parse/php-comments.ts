import type { Annotation, Entry, Expression } from '../syntax.ts';

type Text = Extract<Expression, { kind: 'text' }>;

/** Comments are no longer than this, as far as they are read. */
const MOST = 4000;

const ROUTE = /@(?:\w+\\)?(Route|Get|Post|Put|Patch|Delete)\(\s*(?:path\s*=\s*)?"([^"\n]*)"([^@]*?)\)\s*(?=\n|\*\/)/g;

/** What the comment before a declaration tells, as attributes: `@Route("/orders/{id}", methods={"GET"})`, `@ORM\Table(name="orders")`. */
export function documentedAnnotations(text: string, start: number): readonly Annotation[] {
  const before = text.slice(Math.max(0, start - MOST), start);
  const end = before.trimEnd().length;
  if (!before.endsWith('*/', end)) return [];
  const begin = before.lastIndexOf('/**', end);
  if (begin < 0) return [];
  const offset = start - before.length + begin;
  const comment = before.slice(begin, end);
  const routes = [...comment.matchAll(ROUTE)].map(match => routeOf(match, offset));
  return [...routes, ...[...comment.matchAll(TABLE)].map(match => tableOf(match, offset))];
}

const TABLE = /@ORM\\Table\(\s*name\s*=\s*"`?(\w+)`?"/g;

function tableOf({ index, 0: whole, 1: text = '' }: RegExpExecArray, offset: number): Annotation {
  const span = [offset + index, offset + index + whole.length] as const;
  const value: Text = { kind: 'text', text, span };
  return { name: 'Table', arguments: [], named: [{ key: 'name', value, span }], span };
}

function routeOf({ index, 0: whole, 1: name = '', 2: path = '', 3: rest = '' }: RegExpExecArray, offset: number): Annotation {
  const from = offset + index;
  const at = from + whole.indexOf(`"${path}"`);
  const span = [from, from + whole.length] as const;
  const told = name === 'Route' ? methodsIn(rest) : [name.toUpperCase()];
  const items = told.map((text): Text => ({ kind: 'text', text, span }));
  const methods: Entry = { key: 'methods', value: { kind: 'list', items, span }, span };
  const first: Text = { kind: 'text', text: path, span: [at, at + path.length + 2] };
  return { name: 'Route', arguments: [first], named: items.length > 0 ? [methods] : [], span };
}

const methodsIn = (rest: string): readonly string[] => (/methods\s*=\s*(\{[^}]*\}|"[^"]*")/.exec(rest)?.[1] ?? '').match(/[A-Z]+/g) ?? [];
