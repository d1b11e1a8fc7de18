import type { Node } from './node.ts';

type Kind = 'text' | 'number' | 'integer' | 'boolean' | 'null' | 'list' | 'mapping';

/** What a value may be. A rule without kinds lets everything pass. */
export interface SchemaRule {
  readonly kinds?: readonly Kind[];
  /** Of a text. */
  readonly oneOf?: readonly string[];
  readonly pattern?: RegExp;
  /** Of a number. */
  readonly least?: number;
  readonly most?: number;
  /** Of a list. */
  readonly items?: SchemaRule;
  readonly distinct?: boolean;
  /** Of a mapping: by key, by the form of keys, and whether other keys may stand there (`x-` keys: `extended`). */
  readonly keys?: Readonly<Record<string, SchemaRule>>;
  readonly keysLike?: readonly [RegExp, SchemaRule];
  readonly others?: 'allowed' | 'extended' | 'refused';
  readonly needs?: readonly string[];
}

export const text: SchemaRule = { kinds: ['text'] };
export const number: SchemaRule = { kinds: ['number', 'text'] };
export const integer: SchemaRule = { kinds: ['integer', 'text'] };
export const boolean: SchemaRule = { kinds: ['boolean', 'text'] };
export const strictBoolean: SchemaRule = { kinds: ['boolean'] };
export const listOf = (items: SchemaRule, distinct = false): SchemaRule => ({ kinds: ['list'], items, distinct });
export const texts = listOf(text);
export const distinctTexts = listOf(text, true);

/** A mapping with these keys and `x-` keys. */
export const object = (keys: Readonly<Record<string, SchemaRule>>, needs: readonly string[] = []): SchemaRule => ({
  kinds: ['mapping'],
  keys,
  others: 'extended',
  needs,
});

export const mapOf = (value: SchemaRule, others: SchemaRule['others'] = 'refused', like = /./s): SchemaRule => ({
  kinds: ['mapping'],
  keysLike: [like, value],
  others,
});

/** One value that may have one of several shapes, which differ in kind. */
export const either = (...rules: readonly SchemaRule[]): SchemaRule => ({
  ...Object.assign({}, ...rules),
  kinds: rules.flatMap(({ kinds }) => kinds ?? []),
});

export const orNull = (rule: SchemaRule): SchemaRule => ({ ...rule, kinds: [...(rule.kinds ?? []), 'null'] });
export const textOrList = either(text, distinctTexts);
export const listOrMap = either(mapOf({ kinds: ['text', 'number', 'boolean', 'null'] }), distinctTexts);

export function kindsOf(node: Node): readonly Kind[] {
  if (node.kind !== 'scalar') return [node.kind === 'sequence' ? 'list' : 'mapping'];
  if (node.value === null) return ['null'];
  if (typeof node.value === 'number') return Number.isInteger(node.value) ? ['number', 'integer'] : ['number'];
  return [typeof node.value === 'boolean' ? 'boolean' : 'text'];
}
