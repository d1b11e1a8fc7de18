import type { Span } from '../../../../model/source.ts';
import type { Value } from '../../../../model/value.ts';
import { literal } from '../../../../model/value.ts';
import type { Context } from '../../reader.ts';
import type { Annotation } from '../../syntax.ts';
import { allGiven, annotation, type Class, type Method } from './annotations.ts';
import { annotationText } from './placeholder.ts';

export interface Operation {
  readonly verb: string;
  readonly path: Value;
  readonly at: Span;
  readonly via: string;
}

/** `GetMapping`, `Get` (Micronaut), `GET` (JAX-RS, Retrofit), `GetExchange`. */
const VERB = /^(Get|Post|Put|Delete|Patch|Head|Options|GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)(Mapping|Exchange)?$/;

/** The operations that a method's annotations say it serves, or calls where its interface is a client. */
export function operationsOf(method: Method, context: Context): readonly Operation[] {
  const separate = annotation(method, /^Path$/);
  return method.annotations.flatMap(one => {
    const via = `@${one.name}`;
    const verb = VERB.exec(one.name)?.[1]?.toUpperCase();
    if (verb !== undefined)
      return pathsOf(one.arguments.length + one.named.length > 0 || !separate ? one : separate, context).map(path => ({
        verb,
        path,
        at: one.span,
        via,
      }));
    if (one.name === 'RequestLine') return requestLine(one);
    if (one.name !== 'RequestMapping' && one.name !== 'HttpExchange') return [];
    return pathsOf(one, context).flatMap(path => verbsOf(one).map(verb => ({ verb, path, at: one.span, via })));
  });
}

function verbsOf(mapping: Annotation): readonly string[] {
  const verbs = allGiven(mapping, ['method']).flatMap(method =>
    method.kind === 'name' ? [method.path.at(-1)!] : method.kind === 'text' ? [method.text] : [],
  );
  return verbs.length > 0 ? verbs : ['*'];
}

function pathsOf(mapping: Annotation, context: Context): readonly Value[] {
  const paths = allGiven(mapping, ['path', 'uri', 'url', 'value']).map(path => annotationText(path, context));
  return paths.length > 0 ? paths : [literal('/')];
}

/** `@RequestLine("GET /orders/{id}")` of plain Feign. */
function requestLine(one: Annotation): readonly Operation[] {
  const [line] = one.arguments;
  if (line?.kind !== 'text') return [];
  const [verb = '*', path = '/'] = line.text.split(/\s+/);
  return [{ verb, path: literal(path), at: one.span, via: '@RequestLine' }];
}

/** What a class puts before the paths of its methods. */
export function prefixOf(type: Class, context: Context): Value | undefined {
  const mapping =
    annotation(type, /^(RequestMapping|Path)$/) ?? (context.uses('io.micronaut') ? annotation(type, /^Controller$/) : undefined);
  const [prefix] = mapping ? allGiven(mapping, ['path', 'value']) : [];
  return prefix && annotationText(prefix, context);
}
