import type { Reader } from '../../reader.ts';
import { literal } from '../../../../model/value.ts';
import { receiverOf } from '../rules/origin.ts';
import { joinedPaths, served } from '../rules/route.ts';
import { annotation, given, methodsOf, typeName } from './annotations.ts';
import { isDeclaredClient } from './feign.ts';
import { operationsOf, prefixOf } from './mapping.ts';
import { annotationText } from './placeholder.ts';

const CONTROLLER = /^(RestController|Controller|Path|RepositoryRestController|RequestMapping|RestEndpoint|BasePathAwareController)$/;

/** Controllers of Spring, JAX-RS and Micronaut. */
export const controllers: Reader = {
  name: 'java-controllers',
  languages: ['Java'],
  *statement(statement, context) {
    if (statement.kind !== 'class' || isDeclaredClient(statement) || !annotation(statement, CONTROLLER)) return;
    const before = prefixOf(statement, context) ?? literal('');
    for (const method of methodsOf(statement)) {
      for (const { verb, path, at, via } of operationsOf(method, context)) {
        yield { kind: 'serves-route', at, method: verb, path: plain(joinedPaths(before, path)), via };
      }
    }
  },
};

/** Routes that stand in an interface, often of another module, and controllers that answer them. */
export const declaredRoutes: Reader = {
  name: 'java-declared-routes',
  languages: ['Java'],
  *statement(statement, context) {
    if (statement.kind !== 'class' || isDeclaredClient(statement)) return;
    const before = prefixOf(statement, context);
    if (annotation(statement, CONTROLLER)) {
      const types = statement.bases.map(typeName);
      if (types.length > 0) yield { kind: 'takes-routes', at: statement.span, as: 'answers', types, ...(before && { before }) };
      return;
    }
    for (const method of methodsOf(statement))
      for (const { verb, path, at, via } of operationsOf(method, context))
        if (!via.endsWith('Exchange'))
          yield { kind: 'declares-route', at, type: statement.name, method: verb, path: plain(before ? joinedPaths(before, path) : path) };
  },
};

/** Spring Data REST serves a repository under the path that it is given: all of it, one of it, and what its methods look for. */
export const servedRepositories: Reader = {
  name: 'java-served-repositories',
  languages: ['Java'],
  *statement(statement, context) {
    const resource = statement.kind === 'class' ? annotation(statement, /^(RepositoryRestResource|RestResource)$/) : undefined;
    const path = resource && given(resource, ['path']);
    const root = path && annotationText(path, context);
    if (!resource || !root) return;
    for (const below of ['', '/{id}', '/search/{method}'])
      yield { kind: 'serves-route', at: resource.span, method: '*', path: joinedPaths(root, literal(below)), via: `@${resource.name}` };
  },
};

/** `{id:\\d+}` is `{id}`. */
const plain = (path: ReturnType<typeof joinedPaths>) =>
  path.kind === 'literal' ? literal(path.text.replace(/\{(\w+):[^/]*\}/g, '{$1}')) : path;

const FUNCTIONAL = [
  'org.springframework.web.reactive.function.server',
  'org.springframework.web.servlet.function',
  'spark',
  'io.javalin',
  'io.vertx.ext.web',
  'ratpack',
  'io.helidon',
  'io.ktor',
];

/** Routes that are added by calls: `GET("/orders", handler)`, `app.get("/orders", …)`. */
export const functionalRoutes: Reader = {
  name: 'java-functional-routes',
  languages: ['Java'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    if (!/^(GET|POST|PUT|PATCH|DELETE|get|post|put|patch|delete)$/.test(name) || !FUNCTIONAL.some(context.uses)) return;
    const [path] = call.arguments;
    if (path?.kind !== 'text' || !path.text.startsWith('/') || /client|template/i.test(receiverOf(call, context))) return;
    yield served(name, path, { context, via: call.path.slice(-2).join('.') });
  },
};
