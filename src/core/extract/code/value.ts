import type { Value } from '../../model/value.ts';
import { env, join, literal, unknown } from '../../model/value.ts';
import { environmentRead } from './environment-read.ts';
import type { Expression, Language } from './syntax.ts';

/** What an expression will be when it runs, as far as its own file tells. */
export function valueOf(expression: Expression, language: Language): Value {
  const read = environmentRead(expression, language);
  if (read) return env(read.name, read.fallback && valueOf(read.fallback, language));
  switch (expression.kind) {
    case 'text':
    case 'number':
      return literal(expression.text);
    case 'join':
      return join(expression.parts.map(part => valueOf(part, language)));
    case 'choice':
      return choiceOf(expression.options.map(option => valueOf(option, language)));
    case 'name':
      return { kind: 'name', path: expression.path };
    case 'call':
      return valueOfCall(expression, language);
    case 'index':
      return valueOfIndex(expression, language);
    case 'object':
      return unknown('it is an object');
    case 'list':
      return expression.items.length === 1 ? valueOf(expression.items[0]!, language) : unknown('it is a list');
    case 'function':
      return unknown('it is a function');
    case 'other':
      return expression.children.length === 1 ? valueOf(expression.children[0]!, language) : unknown('it is computed');
  }
}

/** `env || fallback` is one variable with a fallback; anything else stays a choice. */
function choiceOf(options: readonly Value[]): Value {
  const [first, ...rest] = options;
  if (!first) return unknown('it is computed');
  if (rest.length === 0) return first;
  if (first.kind === 'env' && !first.fallback) return env(first.name, choiceOf(rest));
  return { kind: 'choice', options };
}

/** Wrappers that hand on the text they are given, whatever the language calls them. */
const PASSES_ON =
  /^(String|str|string|URI|Uri|URL|Url|url|create|parse|Parse|trim|TrimSpace|TrimEnd|TrimRight|TrimSuffix|replace|rstrip|strip|toString|to_string|to_owned|into|from|of|valueOf|encode|chomp|unwrap|expect|clone|as_str|lower|toLowerCase|get|requireNonNull|strdup|fromString|as_ref|to_s|freeze|required|ensureNotNull|ToString|Optional|ofNullable|parse_url|getenv_or|split|Split|Number|parseInt|Integer|int|toInt|atoi|Atoi)$/;

function valueOfCall(call: Extract<Expression, { kind: 'call' }>, language: Language): Value {
  const name = call.path.at(-1) ?? '';
  if (name === 'URL' && call.constructs && call.arguments.length === 2)
    return join([call.arguments[1]!, call.arguments[0]!].map(part => valueOf(part, language)));
  if (PASSES_ON.test(name)) {
    if (call.on) return valueOf(call.on, language);
    if (
      call.arguments[0] &&
      (call.path.length === 1 || /^(URI|Uri|URL|Url|url|String|Optional|Objects|Integer|strconv)$/.test(call.path.at(-2)!))
    ) {
      return valueOf(call.arguments[0], language);
    }
    if (call.path.length > 1) return valueOf({ kind: 'name', path: call.path.slice(0, -1), span: call.span }, language);
  }
  if (call.path.length > 0 && !call.constructs && !call.on) return { kind: 'name', path: call.path };
  return unknown(`it is what ${call.path.join('.') || 'a call'} returns`);
}

function valueOfIndex(index: Extract<Expression, { kind: 'index' }>, language: Language): Value {
  const key = valueOf(index.key, language);
  if (index.object.kind === 'name' && key.kind === 'literal') return { kind: 'name', path: [...index.object.path, key.text] };
  return unknown('it is looked up with a computed key');
}
