import type { Confidence } from '../../model/graph.ts';
import type { Location } from '../../model/source.ts';
import type { ColumnUse } from './column-use.ts';
import { enclosed, isMark, isName, isNameAt, isWord, itemsOf, nameAt, type Token } from './sql-tokens.ts';

type Place = (token: Token) => Location;

/** A table of a statement and the names that it goes by there; a query's own tables (`WITH`, a nested query) are nobody's. */
interface Source {
  readonly name: string;
  readonly aliases: readonly string[];
}

const MOST_DEPTH = 20;

/** A sentence may begin like a statement: "Select one from the list". */
const PROSE = /^(the|a|an|this|that|each|your|our|my|these|those)$/i;

/** Columns that a SELECT, INSERT, UPDATE, DELETE or MERGE names. */
export const queried = (tokens: readonly Token[], at: Place): readonly ColumnUse[] => queriedInside(tokens, at, []);

/** `queries` has the tables of each query that this one stands in, the outermost first. */
function queriedInside(tokens: readonly Token[], at: Place, queries: readonly (readonly Source[])[]): readonly ColumnUse[] {
  if (queries.length > MOST_DEPTH) return [];
  const uses: ColumnUse[] = [];
  const virtual: string[] = [];
  const plain = withoutQueries(tokens, inner => uses.push(...queriedInside(inner, at, [...queries, tablesIn(tokens, virtual)])), virtual);
  const around = queries.flat();
  const sources = tablesIn(plain, virtual);
  if (sources.some(({ name }) => PROSE.test(name))) return [];
  const written = writes(plain, at);
  uses.push(...written.uses);
  const taken = new Set(written.tokens);
  for (const { token, qualifier } of columnsIn(plain))
    if (!taken.has(token)) uses.push(...readOf(token, qualifier, { sources, around, at }));
  return uses;
}

/** Nested queries are read by themselves; the rest of the statement goes on without them. */
function withoutQueries(tokens: readonly Token[], nested: (inner: readonly Token[]) => void, virtual: string[]): readonly Token[] {
  const rest: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (!isMark(token, '(') || !isWord(tokens[at + 1], /^(select|with)$/i)) {
      rest.push(token);
      continue;
    }
    const { inside, after } = enclosed(tokens, at);
    nested(inside);
    const before = tokens[at - 1];
    // `WITH recent AS (…)` names what stands before, `(…) AS recent` what stands behind.
    if (isWord(before, /^as$/i) && tokens[at - 2]) virtual.push(tokens[at - 2]!.text.toLowerCase());
    const alias = isWord(tokens[after], /^as$/i) ? tokens[after + 1] : tokens[after];
    if (isName(alias)) virtual.push(alias.text.toLowerCase());
    rest.push({ kind: 'value', text: '()', start: token.start });
    at = after - 1;
  }
  return rest;
}

const ENDS_TABLES =
  /^(where|group|order|having|limit|offset|union|intersect|except|returning|set|on|using|values|select|window|fetch|for|when)$/i;

function tablesIn(tokens: readonly Token[], virtual: readonly string[]): readonly Source[] {
  const found: Source[] = [];
  tokens.forEach((token, index) => {
    const starts =
      isWord(token, /^(from|join|into)$/i) ||
      (isWord(token, /^update$/i) && (index === 0 || !isWord(tokens[index - 1], /^(for|do|on|key)$/i)));
    if (!starts || isInCall(tokens, index)) return;
    for (let at = index + 1; at < tokens.length;) {
      while (isWord(tokens[at], /^(only|lateral|ignore|low_priority)$/i)) at++;
      const table = nameAt(tokens, at);
      if (!table || ENDS_TABLES.test(table.name.text) || (isMark(tokens[table.after], '(') && !isWord(token, /^into$/i))) break;
      const alias = isWord(tokens[table.after], /^as$/i) ? table.after + 1 : table.after;
      const named = isName(tokens[alias]) && !ENDS_TABLES.test(tokens[alias].text) ? tokens[alias].text : undefined;
      const name = table.name.text;
      const aliases = [name.toLowerCase(), ...(named === undefined ? [] : [named.toLowerCase()])];
      found.push({ name: virtual.includes(name.toLowerCase()) ? '' : name, aliases });
      at = named === undefined ? table.after : alias + 1;
      if (!isMark(tokens[at], ',')) break;
      at++;
    }
  });
  return found;
}

/** `EXTRACT(year FROM created)` and `TRIM(x FROM y)` have no tables. */
function isInCall(tokens: readonly Token[], index: number): boolean {
  let depth = 0;
  for (let at = index - 1; at >= 0 && index - at < 12; at--) {
    if (isMark(tokens[at], ')')) depth++;
    if (isMark(tokens[at], '(') && depth-- === 0) return isWord(tokens[at - 1], /^(extract|trim|substring|overlay|position)$/i);
  }
  return false;
}

/** `INSERT INTO votes (id, vote)` and `SET vote = …` give columns a value. */
function writes(tokens: readonly Token[], at: Place): { readonly uses: readonly ColumnUse[]; readonly tokens: readonly Token[] } {
  const columns: { table: string; token: Token }[] = [];
  tokens.forEach((token, index) => {
    if (isWord(token, /^into$/i)) {
      const table = nameAt(tokens, index + 1);
      if (!table || !isMark(tokens[table.after], '(')) return;
      for (const [first] of itemsOf(enclosed(tokens, table.after).inside))
        if (first && first.kind !== 'mark' && first.kind !== 'value') columns.push({ table: table.name.text, token: first });
    }
    if (isWord(token, /^set$/i)) {
      const table = targetOf(tokens, index);
      if (table === '') return;
      const end = tokens.findIndex((other, place) => place > index && isWord(other, /^(where|from|returning)$/i));
      for (const item of itemsOf(tokens.slice(index + 1, end < 0 ? undefined : end))) {
        const assigned = nameAt(item, 0);
        if (assigned && isMark(item[assigned.after], '=')) columns.push({ table, token: assigned.name });
      }
    }
  });
  const uses = columns.map(({ table, token }): ColumnUse => ({
    table,
    column: token.text,
    at: at(token),
    how: 'writes',
    confidence: 'certain',
  }));
  return { uses, tokens: columns.map(({ token }) => token) };
}

/** The table of the `UPDATE`, or of the `INSERT` whose conflict is settled. */
function targetOf(tokens: readonly Token[], set: number): string {
  for (let at = set - 1; at >= 0; at--) {
    const isUpdate = isWord(tokens[at], /^update$/i) && !isWord(tokens[at + 1], /^set$/i);
    const table =
      isUpdate || isWord(tokens[at], /^into$/i) ? nameAt(tokens, isWord(tokens[at + 1], /^only$/i) ? at + 2 : at + 1) : undefined;
    if (table) return table.name.text;
  }
  return '';
}

interface Column {
  readonly token: Token;
  readonly qualifier?: string;
}

/** Names that are columns where they stand: no table, alias, function or label. */
function columnsIn(tokens: readonly Token[]): readonly Column[] {
  const found: Column[] = [];
  let isTable = false;
  tokens.forEach((token, index) => {
    if (isWord(token, /^(from|join|into|update)$/i)) isTable = !isInCall(tokens, index);
    else if (isWord(token, ENDS_TABLES)) isTable = false;
    const [before, next] = [tokens[index - 1], tokens[index + 1]];
    const isStar = isMark(token, '*') && (isWord(before, /^(select|distinct|all)$/i) || isMark(before, ',') || isMark(before, '.'));
    if (isTable && !isMark(before, '(')) return;
    if (
      !isStar &&
      (!isNameAt(tokens, index) ||
        (isMark(before, '(') && isWord(tokens[index - 2], /^extract$/i)) ||
        isMark(next, '(') ||
        isMark(next, '.') ||
        isLabel(tokens, index))
    )
      return;
    const qualifier = isMark(before, '.') ? tokens[index - 2]?.text : undefined;
    found.push({ token, ...(qualifier !== undefined && { qualifier }) });
  });
  return found;
}

/** `count(*) AS total` and `price total` name what comes out; `'1 day'::interval` names a type. */
function isLabel(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (isWord(before, /^as$/i) || isMark(before, '::') || isMark(before, '@') || isMark(before, ':')) return true;
  return isName(before) || tokens[index - 1]?.kind === 'value' || isMark(before, ')') || isWord(before, /^end$/i);
}

interface Around {
  readonly sources: readonly Source[];
  readonly around: readonly Source[];
  readonly at: Place;
}

function readOf(token: Token, qualifier: string | undefined, { sources, around, at }: Around): readonly ColumnUse[] {
  const use = (table: string, confidence: Confidence): ColumnUse => ({
    table,
    column: token.text,
    at: at(token),
    how: 'reads',
    confidence,
  });
  if (qualifier !== undefined) {
    const source = [...sources, ...around].find(({ aliases }) => aliases.includes(qualifier.toLowerCase()));
    return source && source.name !== '' ? [use(source.name, 'certain')] : [];
  }
  const real = sources.filter(({ name }) => name !== '');
  if (real.length === 1 && sources.length === 1) return [use(real[0]!.name, 'certain')];
  return real.slice(0, 6).map(({ name }) => use(name, 'possible'));
}
