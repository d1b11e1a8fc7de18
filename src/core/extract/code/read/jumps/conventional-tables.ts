import type { Context } from '../../reader.ts';
import type { Statement } from '../../syntax.ts';

type Class = Extract<Statement, { kind: 'class' }>;

/** The table of a class that names none, as its mapper makes it of the class: `OrderItem < ApplicationRecord` is kept in `order_items`. */
export function conventionalTable(statement: Class, { language, path }: Context): string | undefined {
  const { bases, name, body } = statement;
  if (bases.length === 0 || body.some(isNaming)) return undefined;
  const own = name.split(/[.\\]/).at(-1)!;
  const isKept = (mapper: RegExp): boolean => bases.some(base => mapper.test(base));
  if (language === 'Ruby' && isKept(/^(ApplicationRecord|ActiveRecord\.Base)$/) && own !== 'ApplicationRecord') return plural(own);
  if (language === 'PHP' && isKept(/^(Model|Pivot|Authenticatable)$/)) return plural(own);
  // An application of Django is a folder, and puts its name before its tables.
  if (language !== 'Python' || !isKept(/^models\.Model$/)) return undefined;
  const app = /([^/]+)\/models(?:\.py|\/[^/]+\.py)$/.exec(path)?.[1];
  return app === undefined ? undefined : `${app}_${own.toLowerCase()}`;
}

/** `self.table_name = 'orders'`, `protected $table = 'orders'`, `class Meta: db_table = "orders"`, or no table at all. */
const isNaming = (member: Statement): boolean =>
  member.kind === 'assign'
    ? /^(table_name|table|abstract_class)$/.test(member.target.at(-1) ?? '')
    : member.kind === 'class' &&
      member.name === 'Meta' &&
      member.body.some(
        ({ kind, ...meta }) => kind === 'assign' && 'target' in meta && /^(db_table|abstract|proxy)$/.test(meta.target[0] ?? ''),
      );

const IRREGULAR: Readonly<Record<string, string>> = { person: 'people', child: 'children', man: 'men', woman: 'women', datum: 'data' };

/** `OrderItem` → `order_items`, as the inflectors of Rails and Laravel have it for usual words. */
function plural(name: string): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const last = words.split('_').at(-1)!;
  const before = words.slice(0, words.length - last.length);
  if (Object.hasOwn(IRREGULAR, last)) return `${before}${IRREGULAR[last]}`;
  if (/[^aeiou]y$/.test(last)) return `${before}${last.slice(0, -1)}ies`;
  return `${before}${last}${/(s|x|z|ch|sh)$/.test(last) ? 'es' : 's'}`;
}
