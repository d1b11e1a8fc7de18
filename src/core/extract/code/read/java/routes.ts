import type { Reader } from '../../reader.ts';
import { literal } from '../../../../model/value.ts';
import { receiverOf } from '../rules/origin.ts';
import { joinedPaths, served } from '../rules/route.ts';
import { annotation, methodsOf } from './annotations.ts';
import { isDeclaredClient } from './feign.ts';
import { operationsOf, prefixOf } from './mapping.ts';

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
