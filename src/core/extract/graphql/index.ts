import type { Contract, Operation } from '../../model/contract-fact.ts';
import type { Source, Span } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';

/** GraphQL schemas: the fields of the root types, also where a federated service only extends them. Files with operations of clients give nothing. */
export const graphql: Extractor = {
  name: 'graphql',
  include: ['**/*.{graphql,gql,graphqls}'],
  mayMatch: text => /^[ \t]*(?:extend\s+)?(?:type|schema|interface|input|enum|union|scalar|directive)\b/m.test(text),
  extract: source => ({ facts: contract(source), problems: [] }),
};

const TOKEN = /#[^\n]*|"""[^]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|[A-Za-z_]\w*|[^\s\w]|\d+/g;

interface Token {
  readonly text: string;
  readonly at: Span;
}

function tokens(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)]
    .filter(({ 0: token }) => !/^["#]/.test(token))
    .map(match => ({ text: match[0], at: [match.index, match.index + match[0].length] }));
}

interface Block {
  readonly keyword: string;
  readonly name: string;
  readonly at: Span;
  readonly fields: readonly { readonly name: Token; readonly type: string }[];
}

function contract({ path, text }: Source): readonly Contract[] {
  const found = blocks(tokens(text));
  const roots = rootTypes(found);
  const operations: Operation[] = found
    .filter(({ keyword, name }) => keyword === 'type' && roots.has(name))
    .flatMap(({ name, fields }) => fields.map(field => ({ at: field.name.at, method: roots.get(name)!, path: field.name.text })));
  const first = found[0];
  if (!first) return [];
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  return [{ kind: 'contract', at: first.at, format: 'graphql', name, operations, services: [], servers: [], references: [], channels: [] }];
}

function rootTypes(found: readonly Block[]): ReadonlyMap<string, string> {
  const usual = new Map([
    ['Query', 'QUERY'],
    ['Mutation', 'MUTATION'],
    ['Subscription', 'SUBSCRIPTION'],
  ]);
  for (const { keyword, fields } of found) {
    if (keyword !== 'schema') continue;
    for (const { name, type } of fields) if (/^(query|mutation|subscription)$/.test(name.text)) usual.set(type, name.text.toUpperCase());
  }
  return usual;
}

/** Definitions with braces; the fields stand directly inside, their arguments in parentheses. */
function blocks(all: readonly Token[]): readonly Block[] {
  const found: Block[] = [];
  for (let index = 0; index < all.length; index++) {
    const keyword = all[index]!.text;
    if (keyword !== 'type' && keyword !== 'schema' && keyword !== 'interface') continue;
    let brace = index + 1;
    while (brace < index + MOST_HEAD && all[brace] && all[brace]!.text !== '{') brace++;
    if (all[brace]?.text !== '{') continue;
    const name = keyword === 'schema' ? '' : all[index + 1]!.text;
    const { fields, end } = fieldsOf(all, brace + 1);
    found.push({ keyword, name, at: [all[index]!.at[0], all[keyword === 'schema' ? index : index + 1]!.at[1]], fields });
    index = end;
  }
  return found;
}

/** Interfaces and directives between the name and the brace. */
const MOST_HEAD = 200;

function fieldsOf(all: readonly Token[], from: number): { readonly fields: Block['fields']; readonly end: number } {
  const fields: { name: Token; type: string }[] = [];
  let depth = 0;
  let index = from;
  for (; index < all.length; index++) {
    const { text } = all[index]!;
    if (text === '(' || text === '[' || text === '{') depth++;
    else if (text === ')' || text === ']') depth--;
    else if (text === '}' && depth-- <= 0) break;
    if (depth !== 0 || !/^[A-Za-z_]/.test(text)) continue;
    const next = all[index + 1]?.text;
    const before = all[index - 1]?.text;
    if ((next !== ':' && next !== '(') || before === ':' || before === '@') continue;
    fields.push({ name: all[index]!, type: all[index + 2]?.text ?? '' });
  }
  return { fields, end: index };
}
