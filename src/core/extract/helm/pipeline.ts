import { env, join, literal, unknown, type Value } from '../../model/value.ts';

/** What the dot and the variables stand for where an expression is written. */
export interface Scope {
  /** The path from the root, '' for the root itself; absent where it differs from run to run of a loop. */
  readonly dot?: string;
  readonly variables: ReadonlyMap<string, Value>;
}

type Token = { readonly kind: 'text' | 'word' | 'mark'; readonly text: string };

const TOKEN = /\s+|"((?:[^"\\]|\\.)*)"|`([^`]*)`|([|()])|([^\s"`|()]+)|"/y;

function tokens(code: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(code); match; match = TOKEN.exec(code)) {
    const [, quoted, raw, mark, word] = match;
    if (quoted !== undefined) found.push({ kind: 'text', text: quoted.replace(/\\(["\\])/g, '$1') });
    else if (raw !== undefined) found.push({ kind: 'text', text: raw });
    else if (mark !== undefined) found.push({ kind: 'mark', text: mark });
    else if (word !== undefined) found.push({ kind: 'word', text: word });
  }
  return found;
}

const COMPUTED = unknown('the template computes it');
const DEEPEST = 30;

/** What an expression of a template gives, as far as its file tells: values keep their path, `.Values.users.url`. */
export function evaluate(code: string, scope: Scope): Value {
  const reader = new Reader(tokens(code), scope);
  return reader.pipeline(0);
}

/** Reads tokens one after the other. */
class Reader {
  private next = 0;
  private readonly tokens: readonly Token[];
  private readonly scope: Scope;

  constructor(tokens: readonly Token[], scope: Scope) {
    this.tokens = tokens;
    this.scope = scope;
  }

  pipeline(depth: number): Value {
    let piped: Value | undefined;
    while (this.next < this.tokens.length && !this.stands(')')) {
      piped = this.command(piped, depth);
      if (this.stands('|')) this.next++;
    }
    return piped ?? COMPUTED;
  }

  private stands(mark: string): boolean {
    const token = this.tokens[this.next];
    return token?.kind === 'mark' && token.text === mark;
  }

  private command(piped: Value | undefined, depth: number): Value {
    const first = this.tokens[this.next];
    const named =
      first?.kind === 'word' && /^[A-Za-z]\w*$/.test(first.text) && !/^(?:true|false|nil)$/.test(first.text) ? first.text : undefined;
    if (named) this.next++;
    const given: Value[] = [];
    while (this.next < this.tokens.length && !this.stands('|') && !this.stands(')')) given.push(this.operand(depth));
    if (piped) given.push(piped);
    if (!named) return given.length === 1 || piped === undefined ? (given.length === 1 ? given[0]! : COMPUTED) : COMPUTED;
    return call(named, given);
  }

  private operand(depth: number): Value {
    const token = this.tokens[this.next++]!;
    if (token.kind === 'text') return literal(token.text);
    if (token.kind === 'word') return word(token.text, this.scope);
    if (token.text !== '(' || depth > DEEPEST) return COMPUTED;
    const inside = this.pipeline(depth + 1);
    if (this.stands(')')) this.next++;
    const field = this.tokens[this.next];
    if (field?.kind !== 'word' || !field.text.startsWith('.') || field.text === '.') return inside;
    if (inside.kind !== 'env') return inside;
    this.next++;
    return member(inside, field.text.slice(1));
  }
}

function word(text: string, { dot, variables }: Scope): Value {
  if (/^-?\d/.test(text) || text === 'true' || text === 'false') return literal(text);
  if (text === 'nil') return literal('');
  if (text.startsWith('$')) {
    const [, name = '', rest = ''] = /^(\$\w*)\.?(.*)$/.exec(text) ?? [];
    if (name === '$') return rest ? path(`.${rest}`) : COMPUTED;
    const known = variables.get(name) ?? unknown(`it is the template's variable ${name}`);
    return rest ? member(known, rest) : known;
  }
  if (!text.startsWith('.')) return COMPUTED;
  return dot === undefined ? unknown('it differs from run to run of a loop in the template') : path(text === '.' ? dot : dot + text);
}

function path(text: string): Value {
  if (text === '.Values' || text.startsWith('.Values.')) return env(text);
  return text === '' || text.startsWith('.Capabilities') || text.startsWith('.Files')
    ? COMPUTED
    : { kind: 'name', path: ['helm', text.slice(1)] };
}

function member(value: Value, name: string): Value {
  if (value.kind === 'env') return env(`${value.name}.${name}`);
  return value.kind === 'unknown' ? value : COMPUTED;
}

/** Functions that hand on their last argument, changed at most in its look. */
const PASSES_ON =
  /^(?:quote|squote|toString|trim|trunc|trimSuffix|trimPrefix|trimAll|lower|upper|title|nospace|int|int64|float64|b64enc|b64dec|replace|required|urlquery|indent|nindent|toYaml|toJson|kebabcase|snakecase|camelcase|toRawJson|abbrev|regexReplaceAll|must\w+|html|js|substr|untitle|swapcase|initials|repeat|fromYaml|deepCopy|first|last|uniq)$/;

function call(name: string, given: readonly Value[]): Value {
  const last = given.at(-1) ?? COMPUTED;
  if (PASSES_ON.test(name)) return last;
  switch (name) {
    case 'default':
      return given.length > 1 ? orElse(last, given[0]!) : last;
    case 'or':
    case 'coalesce':
      return given.reduceRight((later, earlier) => orElse(earlier, later));
    case 'tpl':
      return given[0] ?? COMPUTED;
    case 'ternary':
      return given.length > 1 ? { kind: 'choice', options: given.slice(0, 2) } : COMPUTED;
    case 'printf':
      return printed(given);
    case 'print':
      return given.length > 0 ? join(given) : COMPUTED;
    case 'include':
      return given[0]?.kind === 'literal' ? { kind: 'name', path: ['helm', given[0].text] } : COMPUTED;
    case 'index':
    case 'get':
      return given
        .slice(1)
        .reduce<Value>((value, key) => (key.kind === 'literal' ? member(value, key.text) : COMPUTED), given[0] ?? COMPUTED);
    case 'dig':
      return orElse(
        given.slice(0, -2).reduce<Value>((value, key) => (key.kind === 'literal' ? member(value, key.text) : COMPUTED), last),
        given.at(-2) ?? literal(''),
      );
    default:
      return COMPUTED;
  }
}

function orElse(value: Value, fallback: Value): Value {
  if (value.kind === 'env') return env(value.name, value.fallback ? orElse(value.fallback, fallback) : fallback);
  return value.kind === 'literal' && value.text !== '' ? value : { kind: 'choice', options: [value, fallback] };
}

function printed([format, ...given]: readonly Value[]): Value {
  if (format?.kind !== 'literal') return COMPUTED;
  let used = 0;
  const parts = format.text
    .split(/(%%|%[-+# 0-9.]*[a-zA-Z])/)
    .map((piece, index) => (index % 2 === 0 ? literal(piece) : piece === '%%' ? literal('%') : (given[used++] ?? COMPUTED)));
  return join(parts.filter(part => part.kind !== 'literal' || part.text !== ''));
}
