import { expect, test } from 'vitest';
import type { FilePath, Location } from '../../../../src/core/model/source.ts';
import { columnChanges } from '../../../../src/core/readers/tables/column-changes.ts';

type Files = Readonly<Record<string, string>>;

function changes(before: Files, after: Files): string[] {
  const sources = (files: Files) => Object.entries(files).map(([path, text]) => ({ path: path as FilePath, text }));
  const at = (files: Files, place: Location | undefined) => place && `${place.file}:${files[place.file]!.slice(...place.span)}`;
  return columnChanges(sources(before), sources(after)).map(({ kind, table, column, to, before: was, after: is }) =>
    [kind, column === undefined ? table : `${table}.${column}`, to && `to ${to}`, at(before, was), at(after, is)].filter(Boolean).join(' '),
  );
}

const ORDERS = 'CREATE TABLE orders (id int NOT NULL, name text);';

test.each<[rule: string, before: Files, after: Files, means: string[]]>([
  [
    'a column that went',
    { 'a.sql': ORDERS },
    { 'a.sql': 'CREATE TABLE orders (id int NOT NULL);' },
    ['column-removed orders.name a.sql:name'],
  ],
  [
    'a column that went by a later migration',
    { '1.sql': ORDERS },
    { '1.sql': ORDERS, '2.sql': 'ALTER TABLE orders DROP COLUMN name;' },
    ['column-removed orders.name 1.sql:name 2.sql:name'],
  ],
  [
    'a column that was renamed, said or seen',
    { '1.sql': ORDERS },
    { '1.sql': ORDERS, '2.sql': 'ALTER TABLE orders RENAME COLUMN name TO title;' },
    ['column-renamed orders.name to title 1.sql:name 2.sql:title'],
  ],
  [
    'the only one of its type under another name',
    { 'a.sql': ORDERS },
    { 'a.sql': 'CREATE TABLE orders (id int NOT NULL, title text);' },
    ['column-renamed orders.name to title a.sql:name a.sql:title'],
  ],
  [
    'another type, and a value that must now be there',
    { 'a.sql': ORDERS },
    { 'a.sql': 'CREATE TABLE orders (id bigint NOT NULL, name text NOT NULL, at date NOT NULL, note text, n int NOT NULL DEFAULT 0);' },
    [
      'required orders.at a.sql:at',
      'column-added orders.note a.sql:note',
      'column-added orders.n a.sql:n',
      'type-changed orders.id to bigint a.sql:id a.sql:id',
      'required orders.name a.sql:name a.sql:name',
    ],
  ],
  [
    'a table that went',
    { '1.sql': ORDERS },
    { '1.sql': ORDERS, '2.sql': 'DROP TABLE IF EXISTS orders' },
    ['table-removed orders 1.sql:orders 2.sql:orders'],
  ],
  [
    'a table under another name',
    { '1.sql': ORDERS },
    { '1.sql': ORDERS, '2.sql': 'ALTER TABLE orders RENAME TO purchases' },
    ['table-renamed orders to purchases 1.sql:orders 2.sql:purchases'],
  ],
  ['how a migration is undone does not count', { '1.up.sql': ORDERS }, { '1.up.sql': ORDERS, '1.down.sql': 'DROP TABLE orders' }, []],
  ['spelling is no change', { 'a.sql': ORDERS }, { 'a.sql': 'create table "ORDERS" (ID INT not null, Name TEXT);' }, []],
  [
    'an entity',
    { 'a.ts': "@Entity('orders') class O { @Column() id: number; @Column() name: string }" },
    { 'a.ts': "@Entity('orders') class O { @Column() id: number; @Column({ name: 'title' }) name: string }" },
    ['column-renamed orders.name to title a.ts:name a.ts:name'],
  ],
])('%s', (_, before, after, means) => {
  expect(changes(before, after)).toEqual(means);
});
