/**
 * What a text in the workspace will be when the system runs, as far as one file can tell.
 * A TypeScript template, `${USERS_URL:-http://users}` and `{{ .Values.users.url }}` all become a Value;
 * `core/link/resolve.ts` is the one place that turns it into texts.
 */
export type Value =
  | { readonly kind: 'literal'; readonly text: string }
  /** An environment variable or configuration key: `ORDERS_URL`, `spring.data.mongodb.host`, `ConnectionStrings:Catalog`. */
  | { readonly kind: 'env'; readonly name: string; readonly fallback?: Value }
  /** A symbol that is defined elsewhere in the file or in a file that it imports: `config.orders.url`. */
  | { readonly kind: 'name'; readonly path: readonly string[] }
  | { readonly kind: 'join'; readonly parts: readonly Value[] }
  /** One of several, in order of preference: `a || b`, `x ? a : b`. */
  | { readonly kind: 'choice'; readonly options: readonly Value[] }
  /** Not knowing is an answer; `why` completes the sentence "the value is not known: …". */
  | {
      readonly kind: 'unknown';
      readonly why: string;
      /** The parameter of its function under which a caller gives it. */
      readonly parameter?: string;
    };

export const literal = (text: string): Value => ({ kind: 'literal', text });

export const unknown = (why: string): Value => ({ kind: 'unknown', why });

export const env = (name: string, fallback?: Value): Value =>
  fallback === undefined ? { kind: 'env', name } : { kind: 'env', name, fallback };

const KINDS: ReadonlySet<unknown> = new Set<Value['kind']>(['literal', 'env', 'name', 'join', 'choice', 'unknown']);

/** Of a fact that is walked part by part. */
export const isValue = (part: object): part is Value => 'kind' in part && KINDS.has(part.kind);

/** The variables that a value is made of, those of fallbacks with them. */
export function variablesIn(value: Value): readonly Extract<Value, { readonly kind: 'env' }>[] {
  switch (value.kind) {
    case 'env':
      return [value, ...(value.fallback ? variablesIn(value.fallback) : [])];
    case 'join':
      return value.parts.flatMap(variablesIn);
    case 'choice':
      return value.options.flatMap(variablesIn);
    case 'literal':
    case 'name':
    case 'unknown':
      return [];
  }
}

/** Joins parts, melting neighbouring literals into one. */
export function join(parts: readonly Value[]): Value {
  const melted: Value[] = [];
  for (const part of parts.flatMap(part => (part.kind === 'join' ? part.parts : [part]))) {
    const last = melted.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal') melted[melted.length - 1] = literal(last.text + part.text);
    else melted.push(part);
  }
  return melted.length === 1 ? melted[0]! : { kind: 'join', parts: melted };
}
