import type { CodeFact } from '../../../../model/fact.ts';
import type { Context } from '../../reader.ts';
import type { Expression } from '../../syntax.ts';
import { valueOf } from '../../value.ts';

const NONE: readonly CodeFact[] = [];

/** A path with at least one word that names something: not a lone slash, a date format, a file or a regular expression. */
const PATH = /^(?:\/(?!\/)|(?=(?:api|rest|v\d+(?:\.\d+)?)\/))[\w{}:@.,~%+-]*[a-z][\w{}:@.,~%/+-]*(?:[?#=&][^\s<>]*)?$/i;
const FILE =
  /\.(html?|js|mjs|css|png|jpe?g|svg|gif|ico|json|ya?ml|txt|md|proto|tsx?|php|py|sh|conf|xml|sql|log|pem|crt|key|sock|jar|woff2?)$/i;
const FOLDER = /^\/(etc|var|tmp|usr|opt|proc|dev|home|root|bin|sbin|lib|mnt|run|sys|app|src)(\/|$)/;

/** Paths of requests in texts, whoever sends them: `'/api/users/' + id`, `sprintf('%s/users/%s', $base, $id)`. */
export function mentionedPath(
  expression: Extract<Expression, { kind: 'text' | 'join' }>,
  { language, names }: Context,
): readonly CodeFact[] {
  if (PAGE.test(names.at(-1) ?? '')) return NONE;
  const path = pathIn(withoutTemplate(expression));
  return path === undefined ? NONE : [{ kind: 'mentions-path', at: expression.span, path: valueOf(path, language) }];
}

/** What a link of a page leads to is another page. */
const PAGE = /^(href|as|to|pathname|redirectTo|successRedirect|failureRedirect)$/;

/** `{+baseurl}/orders/{id}{?page}`, as generated clients write it. */
const withoutTemplate = <E extends Expression>(expression: E): E =>
  expression.kind === 'text' && expression.text.startsWith('{+')
    ? { ...expression, text: expression.text.replace(/^\{\+\w+\}/, '').replace(/\{\?[^{}]*\}$/, '') }
    : expression;

/** The text itself, or what follows the base that it is joined to. */
function pathIn(expression: Extract<Expression, { kind: 'text' | 'join' }>): Expression | undefined {
  if (expression.kind === 'text') return isPath(expression.text) && !isPart(expression.text) ? expression : undefined;
  const [first, ...rest] = expression.parts;
  const [second] = rest;
  if (first?.kind === 'text' && first.text !== '') return isPath(first.text) ? expression : undefined;
  if (second?.kind !== 'text' || !isPath(second.text)) return undefined;
  return { ...expression, parts: rest };
}

const isPath = (text: string): boolean =>
  (text.charCodeAt(0) === SLASH || /^(?:api|rest|v\d+(?:\.\d+)?)\//.test(text)) &&
  text.length > 2 &&
  text.length < 200 &&
  PATH.test(text) &&
  !FILE.test(text) &&
  !FOLDER.test(text);

/** What ends so goes on: it is a part of a joined path, which is told whole. The full name of an rpc has dots. */
const isPart = (text: string): boolean => /[/=]$/.test(text) || /^\/[\w.]+\.[A-Z]\w*\/[A-Z]\w*$/.test(text);

const SLASH = 47;
