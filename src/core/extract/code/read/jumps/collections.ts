import type { CodeFact } from '../../../../model/fact.ts';
import type { UsesCollection } from '../../../../model/jump-fact.ts';
import type { Span } from '../../../../model/source.ts';
import type { Context } from '../../reader.ts';
import type { Annotation, Call, Expression, Statement } from '../../syntax.ts';
import { conventionalTable } from './conventional-tables.ts';
import { looksLikeSql, tablesIn } from './sql.ts';

const NONE: readonly CodeFact[] = [];

type Family = UsesCollection['family'];

const collection = (family: Family, { span, text }: Named, access: UsesCollection['access']): UsesCollection => ({
  kind: 'uses-collection',
  at: span,
  name: text,
  family,
  access,
});

interface Named {
  readonly span: Span;
  readonly text: string;
}

/** Tables that SQL in a text names. The place of a table is the line of the statement's text that names it, as far as the text is written as it runs. */
export function tablesOf(expression: Extract<Expression, { kind: 'text' | 'join' }>): readonly CodeFact[] {
  const [first] = expression.kind === 'join' ? expression.parts : [expression];
  if (first?.kind !== 'text' || !looksLikeSql(first.text)) return NONE;
  const text = expression.kind === 'text' ? expression.text : written(expression.parts);
  const [start, end] = expression.span;
  return tablesIn(text).map(({ name, access, start: within }) =>
    collection('tables', { span: [Math.min(start + within, end), end], text: name }, access),
  );
}

/** Parts that are not known are no names. */
const written = (parts: readonly Expression[]): string =>
  parts.map(part => (part.kind === 'text' || part.kind === 'number' ? part.text : ' ? ')).join('');

/** Query builders, migrations and mappers that name a table in a call. */
const TABLE = /^(pgTable|mysqlTable|sqliteTable|create_table|createTable|CreateTable|ToTable|Table)$/;
const DRIVER = /^(collection|getCollection|Collection|GetCollection|get_collection|selectCollection)$/;
const LIST =
  /^(b?[lr]pop|b?[lr]pop(?:lpush)?|[lr]push|[lr]pushx|[lr]range|x(?:add|read|readgroup)|List(?:Left|Right)(?:Push|Pop)|ListRange|[LR](?:Push|Pop)|B[LR]Pop|left(?:Push|Pop)|right(?:Push|Pop))(?:Async)?$/i;
const PUSHES = /push|xadd/i;

/** Calls of drivers, query builders and mappers that name a table, collection or list. */
export function collectionCall(call: Call, name: string): readonly CodeFact[] {
  const first = call.arguments[0];
  const text = first?.kind === 'list' ? first.items[0] : first;
  if (text?.kind !== 'text' || !/^[\w.:-]{2,80}$/.test(text.text)) return NONE;
  if (TABLE.test(name) || (name === 'create' && call.path.at(-2) === 'Schema')) return [collection('tables', text, 'declares')];
  if (DRIVER.test(name)) return [collection('documents', text, 'reads')];
  if (LIST.test(name) && (call.path.length > 1 || call.on)) return [collection('keys', text, PUSHES.test(name) ? 'writes' : 'reads')];
  return NONE;
}

const ENTITY = /^(Table|Entity|Document|TableName|Collection|table)$/;
const FIELDS = /^(__tablename__|table_name|\$?table|tableName|db_table|collection)$/;

/** Without a name an entity is kept under its own, and a set of a context under the set's. `@Table(name = "orders")`, `[Table("orders")]`, `@Entity('orders')`, `__tablename__ = "orders"`, `protected $table = 'orders'`. */
export function declaredCollection(statement: Extract<Statement, { kind: 'class' | 'assign' }>, context: Context): readonly CodeFact[] {
  if (statement.kind === 'class') {
    const named = statement.annotations.flatMap(annotation => entity(annotation));
    const isEntity = statement.annotations.some(
      ({ name, arguments: given, named: options }) =>
        name === 'Entity' && given.length === 0 && options.every(({ key }) => key === 'repositoryClass'),
    );
    const text = isEntity ? statement.name : conventionalTable(statement, context);
    return named.length > 0 || text === undefined ? named : [collection('tables', { span: statement.span, text }, 'declares')];
  }
  if (statement.type?.startsWith('DbSet<'))
    return [collection('tables', { span: statement.span, text: statement.target.at(-1) ?? '' }, 'declares')];
  if (statement.value?.kind !== 'text' || !FIELDS.test(statement.target.at(-1) ?? '')) return NONE;
  return /^\w{2,60}$/.test(statement.value.text) ? [collection('tables', statement.value, 'declares')] : NONE;
}

/** `func (Order) TableName() string { return "orders" }` */
export function tableName({ name, body }: Extract<Statement, { kind: 'function' }>): readonly CodeFact[] {
  const [only] = name === 'TableName' ? body : [];
  return only?.kind === 'return' && only.value?.kind === 'text' ? [collection('tables', only.value, 'declares')] : NONE;
}

function entity({ name, arguments: [first], named }: Annotation): readonly CodeFact[] {
  if (!ENTITY.test(name)) return NONE;
  const options = first?.kind === 'object' ? first.entries : named;
  const value = first?.kind === 'text' ? first : options.find(({ key }) => /^(name|value|collection|table_name)$/.test(key))?.value;
  return value?.kind === 'text' && /^[\w.]{2,60}$/.test(value.text)
    ? [collection(/document|collection/i.test(name) ? 'documents' : 'tables', value, 'declares')]
    : NONE;
}
