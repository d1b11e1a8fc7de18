import type { Location } from '../../model/source.ts';
import type { SchemaStep } from './column-use.ts';
import { enclosed, isMark, isWord, itemsOf, nameAt, type Token } from './sql-tokens.ts';

type Place = (token: Token) => Location;

const NO_COLUMN = /^(primary|foreign|unique|key|index|constraint|check|exclude|fulltext|spatial|period|like|partition)$/i;

/** `CREATE TABLE orders (id int NOT NULL, …)`: the table, and each column with its type. */
export function createdBy(tokens: readonly Token[], from: number, at: Place): readonly SchemaStep[] {
  const found = nameAt(tokens, isWord(tokens[from], /^if$/i) ? from + 3 : from);
  if (!found) return [];
  const table = found.name.text;
  const steps: SchemaStep[] = [{ kind: 'table', table, at: at(found.name) }];
  if (!isMark(tokens[found.after], '(')) return steps;
  for (const item of itemsOf(enclosed(tokens, found.after).inside)) {
    const column = declared(table, item, at);
    if (column) steps.push(column);
  }
  return steps;
}

/** A column's definition: its name, then its type up to what constrains it. */
function declared(table: string, item: readonly Token[], at: Place): SchemaStep | undefined {
  const [name, ...rest] = item;
  if (!name || name.kind === 'mark' || name.kind === 'value' || (name.kind === 'word' && NO_COLUMN.test(name.text) && !isTypeAt(rest)))
    return undefined;
  const type = typeOf(rest);
  return {
    kind: 'column',
    table,
    column: name.text,
    at: at(name),
    ...(type !== '' && { type }),
    ...(isRequired(rest) && { isRequired: true as const }),
  };
}

/** `key text` is a column of that name, `key (a)` is not. */
const isTypeAt = ([first]: readonly Token[]): boolean =>
  isWord(first, /^(int\w*|text|varchar|bigint|char\w*|json\w*|uuid|bool\w*|timestamp\w*|date)$/i);

const CONSTRAINS =
  /^(not|null|default|primary|unique|references|check|constraint|collate|auto_increment|autoincrement|identity|generated|comment|on|after|first|encode|character|key|using|storage|visible|invisible)$/i;

function typeOf(tokens: readonly Token[]): string {
  const end = tokens.findIndex(token => isWord(token, CONSTRAINS));
  return (end < 0 ? tokens : tokens.slice(0, end))
    .reduce((type, { text, kind }) => (kind === 'mark' || type === '' || /[(,]$/.test(type) ? type + text : `${type} ${text}`), '')
    .toLowerCase();
}

/** Without a default, every row that is written must give it. */
function isRequired(tokens: readonly Token[]): boolean {
  const words = tokens.map(({ text }) => text.toLowerCase()).join(' ');
  return /\bnot null\b/.test(words) && !/\b(default|auto_increment|autoincrement|identity|generated|serial|bigserial)\b/.test(words);
}

/** `ALTER TABLE orders ADD COLUMN …, DROP COLUMN …` */
export function alteredBy(tokens: readonly Token[], at: Place): readonly SchemaStep[] {
  let from = 2;
  if (isWord(tokens[from], /^if$/i)) from += 2;
  if (isWord(tokens[from], /^only$/i)) from++;
  const found = nameAt(tokens, from);
  if (!found) return [];
  const steps: SchemaStep[] = [];
  for (const item of itemsOf(tokens.slice(found.after))) steps.push(...action(found.name.text, item, at));
  return steps;
}

function action(table: string, item: readonly Token[], at: Place): readonly SchemaStep[] {
  const [verb, ...words] = item;
  if (isWord(verb, /^rename$/i)) return renamed(table, words, at);
  const rest = withoutNoise(words);
  const [column, next, third, fourth] = rest;
  if (isWord(verb, /^add$/i)) {
    if (isMark(column, '(')) return itemsOf(enclosed(rest, 0).inside).flatMap(one => declared(table, one, at) ?? []);
    return declared(table, rest, at) ? [declared(table, rest, at)!] : [];
  }
  if (!column || column.kind === 'mark') return [];
  const named = { table, column: column.text, at: at(column) };
  if (isWord(verb, /^drop$/i)) return isWord(column, NO_COLUMN) ? [] : [{ kind: 'drop-column', ...named }];
  if (isWord(verb, /^(modify|alter)$/i)) {
    if (isWord(next, /^set$/i) && isWord(third, /^not$/i)) return [{ kind: 'require', ...named, isRequired: true }];
    if (isWord(next, /^drop$/i) && isWord(third, /^not$/i)) return [{ kind: 'require', ...named, isRequired: false }];
    if (isWord(next, /^(set|drop)$/i) && !isWord(third, /^data$/i)) return [];
    const start = isWord(next, /^type$/i) ? 2 : isWord(next, /^set$/i) && isWord(fourth, /^type$/i) ? 4 : 1;
    const type = typeOf(
      rest.slice(start).filter((token, index, all) => !all.slice(0, index + 1).some(before => isWord(before, /^using$/i)) || !token),
    );
    const retyped: readonly SchemaStep[] = type === '' ? [] : [{ kind: 'retype', ...named, type }];
    return isRequired(rest) ? [...retyped, { kind: 'require', ...named, isRequired: true }] : retyped;
  }
  if (isWord(verb, /^change$/i) && next) {
    const moved: SchemaStep = { kind: 'rename-column', ...named, to: next.text, at: at(next) };
    const type = typeOf(rest.slice(2));
    return type === '' ? [moved] : [moved, { kind: 'retype', table, column: next.text, type, at: at(next) }];
  }
  return [];
}

const withoutNoise = (words: readonly Token[]): readonly Token[] => {
  let from = isWord(words[0], /^column$/i) ? 1 : 0;
  if (isWord(words[from], /^if$/i)) from += isWord(words[from + 1], /^not$/i) ? 3 : 2;
  return words.slice(from);
};

function renamed(table: string, words: readonly Token[], at: Place): readonly SchemaStep[] {
  const rest = isWord(words[0], /^column$/i) ? words.slice(1) : words;
  const [first, second, third] = rest;
  if (isWord(first, /^(to|as)$/i) && second) return [{ kind: 'rename-table', table, to: second.text, at: at(second) }];
  return first && third && isWord(second, /^to$/i)
    ? [{ kind: 'rename-column', table, column: first.text, to: third.text, at: at(third) }]
    : [];
}
