import type { UsesCollection } from '../../../../model/jump-fact.ts';

const STATEMENT = /^\s*(?:--[^\n]*\n\s*)*(select|insert|update|delete|create|alter|drop|truncate|with|replace|merge|upsert)\b/i;
const NAME = String.raw`[\`"\[]?(?:\w+[\`"\]]?\.[\`"\[]?)?(\w+)[\`"\]]?`;
const USES = new RegExp(
  [
    String.raw`\bcreate\s+(?:temporary\s+|unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?${NAME}`,
    String.raw`\b(?:insert\s+(?:ignore\s+)?into|replace\s+into|update|delete\s+from|truncate\s+(?:table\s+)?|alter\s+table(?:\s+if\s+exists)?)\s+${NAME}`,
    String.raw`\b(?:from|join)\s+${NAME}`,
  ].join('|'),
  'gi',
);
const NO_TABLE =
  /^(select|set|where|values|only|table|if|not|exists|dual|lateral|unnest|information_schema|the|a|an|this|each|and|or|on|to|in|as)$/i;

/** Statements of a program are short; what is longer is a dump. */
const MOST_TEXT = 20_000;

export interface TableUse {
  readonly name: string;
  readonly access: UsesCollection['access'];
  /** Of the name, in the text. */
  readonly start: number;
}

export const looksLikeSql = (text: string): boolean => text.length > 10 && text.length < MOST_TEXT && STATEMENT.test(text);

/** Pure and total: the tables that a text of SQL names, each once for each kind of use. */
export function tablesIn(text: string): TableUse[] {
  const uses = new Map<string, TableUse>();
  for (const match of text.matchAll(USES)) {
    const [, created, written, read] = match;
    const name = created ?? written ?? read ?? '';
    if (NO_TABLE.test(name) || /^\d/.test(name)) continue;
    const access = created !== undefined ? 'declares' : written !== undefined ? 'writes' : 'reads';
    const key = `${access} ${name.toLowerCase()}`;
    if (!uses.has(key)) uses.set(key, { name, access, start: match.index + match[0].lastIndexOf(name) });
  }
  return [...uses.values()];
}
