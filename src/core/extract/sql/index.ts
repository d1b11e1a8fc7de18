import type { UsesCollection } from '../../model/jump-fact.ts';
import type { Extractor } from '../extractor.ts';

const CREATED = /^[ \t]*create\s+(?:temporary\s+|unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:[`"[]?\w+[`"\]]?\.)?[`"[]?(\w+)/gim;

/** Schemas and migrations: the tables that they create. What dumps insert says nothing. */
export const sql: Extractor = {
  name: 'sql',
  include: ['**/*.sql', '**/*.ddl', '**/*.cql'],
  mayMatch: text => /\bcreate\s+(?:\w+\s+)?table\b/i.test(text),
  extract: ({ text }) => ({ facts: [...tables(text)], problems: [] }),
};

function* tables(text: string): Iterable<UsesCollection> {
  for (const match of text.matchAll(CREATED)) {
    const name = match[1]!;
    const end = match.index + match[0].length;
    yield { kind: 'uses-collection', at: [end - name.length, end], name, family: 'tables', access: 'declares' };
  }
}
