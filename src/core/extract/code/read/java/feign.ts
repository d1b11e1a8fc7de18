import type { CodeFact } from '../../../../model/fact.ts';
import type { Value } from '../../../../model/value.ts';
import { env } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation } from '../../syntax.ts';
import { joinedPaths } from '../rules/route.ts';
import { annotation, given, methodsOf, typeName, type Class } from './annotations.ts';
import { annotationText } from './placeholder.ts';
import { operationsOf, prefixOf } from './mapping.ts';

/** Interfaces that a library makes into HTTP clients. */
export const declaredClients: Reader = {
  name: 'java-declared-clients',
  languages: ['Java'],
  *statement(statement, context) {
    if (statement.kind !== 'class') return;
    let told = false;
    for (const one of statement.annotations) {
      const target = targetOf(one, statement, context);
      if (!target) continue;
      told = true;
      yield* clientOf(statement, one, target, context);
    }
    if (!told) yield* requestsOf(statement, context);
  },
};

/** Interfaces whose address is said by whoever makes a client of them: `@GetExchange`, Retrofit's `@GET`. */
function* requestsOf(type: Class, context: Context): Generator<CodeFact> {
  const isRetrofit = context.uses('retrofit2');
  const before = isDeclaredClient(type) ? exchangePath(type, context) : undefined;
  for (const method of methodsOf(type)) {
    for (const { verb, path, at, via } of operationsOf(method, context)) {
      if (!via.endsWith('Exchange') && !isRetrofit) continue;
      const whole = before ? joinedPaths(before, path) : path;
      const by = { type: type.name, name: method.name };
      yield { kind: 'uses-address', at, protocol: 'http', via, ...(verb !== '*' && { method: verb }), path: whole, by };
    }
  }
}

/** Of `@HttpExchange("/orders")`, which says no host. */
function exchangePath(type: Class, context: Context): Value | undefined {
  const exchange = annotation(type, /^HttpExchange$/);
  const path = exchange && given(exchange, ['url', 'value']);
  return path && annotationText(path, context);
}

function targetOf(one: Annotation, type: Class, context: Context): Value | undefined {
  switch (one.name) {
    case 'FeignClient':
      return feign(one, context);
    case 'RegisterRestClient':
      return restClient(one, type, context);
    case 'HttpExchange':
      return text(one, ['url', 'value'], context);
    case 'Client':
      return context.uses('io.micronaut') ? text(one, ['id', 'value'], context) : undefined;
    case 'LoadBalancerClient':
    case 'RibbonClient':
      return text(one, ['name', 'value'], context);
    default:
      return undefined;
  }
}

function text(one: Annotation, names: readonly string[], context: Context): Value | undefined {
  const value = given(one, names);
  const read = value && annotationText(value, context);
  return read?.kind === 'literal' && (read.text === '' || read.text.startsWith('/')) ? undefined : read;
}

/** A `url` may be an empty placeholder, and then the name is asked for. */
function feign(one: Annotation, context: Context): Value | undefined {
  const url = text(one, ['url'], context);
  const name = text(one, ['name', 'value', 'serviceId'], context);
  if (!url || !name || url.kind !== 'env' || url.fallback?.kind !== 'literal' || url.fallback.text !== '') return url ?? name;
  return env(url.name, name);
}

/** Without a base the configuration holds it under the key or the interface's name. */
function restClient(one: Annotation, type: Class, context: Context): Value {
  const key = given(one, ['configKey']);
  const name = key?.kind === 'text' ? key.text : type.name;
  const base = text(one, ['baseUri'], context);
  return env(`quarkus.rest-client.${name}.url`, env(`${name}/mp-rest/url`, base));
}

function* clientOf(type: Class, one: Annotation, target: Value, context: Context): Generator<CodeFact> {
  const via = `@${one.name}`;
  yield { kind: 'uses-address', at: one.span, protocol: 'http', target, via };
  const own = given(one, ['path']);
  const mapped = prefixOf(type, context);
  const before = own ? annotationText(own, context) : mapped;
  const types = type.bases.map(typeName);
  if (types.length > 0) yield { kind: 'takes-routes', at: one.span, as: 'calls', types, target, ...(before && { before }) };
  for (const method of methodsOf(type)) {
    for (const { verb, path, at } of operationsOf(method, context)) {
      yield {
        kind: 'uses-address',
        at,
        protocol: 'http',
        target,
        via,
        ...(verb !== '*' && { method: verb }),
        path: before ? joinedPaths(before, path) : path,
        by: { type: type.name, name: method.name },
      };
    }
  }
}

export const isDeclaredClient = (type: Class): boolean =>
  annotation(type, /^(FeignClient|RegisterRestClient|HttpExchange|Client)$/) !== undefined;
