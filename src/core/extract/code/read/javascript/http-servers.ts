import type { CodeFact } from '../../../../model/fact.ts';
import type { Value } from '../../../../model/value.ts';
import { join, literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { option, originOf, receiverMade, receiverName, textIn } from './origin.ts';
import { valueIn } from './target.ts';

const FRAMEWORKS = new Set([
  'express',
  'koa-router',
  '@koa/router',
  'fastify',
  'hono',
  '@hapi/hapi',
  'hapi',
  'restify',
  'polka',
  'find-my-way',
  'express-promise-router',
  'elysia',
  'hyper-express',
  'uWebSockets.js',
  'router',
  'koa',
  '@hono/zod-openapi',
  'koa-joi-router',
  'itty-router',
  '@hono/node-server',
]);

const VERBS = /^(get|post|put|patch|delete|del|head|options|all|any|opts)$/;
/** What people call the thing that routes, where it comes in as a parameter. */
const ROUTER = /^(app|router|routes?|fastify|server|api|express|application|instance|webapp)$|Router$|Routes$|App$/;

/** Routes of express, koa, fastify, hono, hapi and restify; ports that are listened on. */
export const httpServers: Reader = {
  name: 'http-servers',
  *call(call, context) {
    const method = call.path.at(-1) ?? '';
    if (VERBS.test(method)) yield* route(call, method, context);
    else if (method === 'route') yield* routeObjects(call, context);
    else if (method === 'listen') yield* listening(call, context);
    else if (/^(server|Server|serve)$/.test(method)) yield* configuredServer(call, context);
  },
};

function* route(call: Call, verb: string, context: Context): Iterable<CodeFact> {
  const mounted = routeCall(call);
  const [first] = mounted ? mounted.arguments : call.arguments;
  const handlers = mounted ? call.arguments : call.arguments.slice(1);
  if (!first || handlers.length === 0) return;
  const framework = frameworkOf(call, context);
  if (!framework && !(ROUTER.test(mounted ? receiverName(mounted) : receiverName(call)) && isPath(first) && handled(handlers))) return;
  for (const path of first.kind === 'list' ? first.items : [first]) {
    if (path.kind === 'function' || path.kind === 'object') continue;
    yield {
      kind: 'serves-route',
      at: call.span,
      method: methodName(verb),
      path: routePath(belowPrefix(valueIn(path, context), mounted ?? call, context)),
      via: framework ?? 'express',
      on: receiverName(mounted ?? call),
    };
  }
}

/** What a router is made with stands before its routes: `new Router({ prefix: '/orders' })`, `new Hono().basePath('/api')`. */
function belowPrefix(path: Value, call: Call, context: Context): Value {
  const made = receiverMade(call, context);
  const prefix = made && (made.path.at(-1) === 'basePath' ? made.arguments[0] : option(made.arguments, 'prefix', 'basePath'));
  if (!made || prefix?.kind !== 'text' || !isPath(prefix)) return path;
  return join([literal(prefix.text.replace(/\/$/, '')), path]);
}

/** `app.route('/x').get(handler).post(handler)`: the call of route that the chain starts with. */
function routeCall(call: Call): Call | undefined {
  let on = call.on;
  while (on?.kind === 'call') {
    if (on.path.at(-1) === 'route' && on.arguments.length === 1) return on;
    on = on.on;
  }
  return undefined;
}

function frameworkOf(call: Call, context: Context): string | undefined {
  const module = originOf(call.path, context)?.module;
  return module !== undefined && FRAMEWORKS.has(module) ? module : undefined;
}

const isPath = (expression: Expression): boolean => {
  const text = expression.kind === 'join' ? expression.parts[0] : expression.kind === 'list' ? expression.items[0] : expression;
  return text?.kind === 'text' && (text.text.startsWith('/') || text.text === '*');
};

const handled = (handlers: readonly Expression[]): boolean => {
  const last = handlers.at(-1)!;
  return last.kind === 'function' || last.kind === 'name' || last.kind === 'call' || last.kind === 'list';
};

const methodName = (verb: string): string => {
  if (verb === 'all' || verb === 'any') return '*';
  return verb === 'del' ? 'DELETE' : verb === 'opts' ? 'OPTIONS' : verb.toUpperCase();
};

/** `:id` becomes `{id}`, as in OpenAPI. */
export function routePath(value: Value): Value {
  if (value.kind === 'literal') return literal(value.text.replaceAll(/:(\w+)(\([^)]*\))?\??/g, '{$1}'));
  return value.kind === 'join' ? join(value.parts.map(routePath)) : value;
}

function* routeObjects(call: Call, context: Context): Iterable<CodeFact> {
  const [first] = call.arguments;
  for (const one of first?.kind === 'list' ? first.items : first ? [first] : []) {
    const path = option([one], 'url', 'path');
    const method = option([one], 'method');
    if (!path || !method) continue;
    const methods = method.kind === 'list' ? method.items : [method];
    for (const item of methods) {
      yield {
        kind: 'serves-route',
        at: one.span,
        method: textIn(item)?.toUpperCase() ?? '*',
        path: routePath(valueIn(path, context)),
        via: frameworkOf(call, context) ?? 'fastify',
      };
    }
  }
}

const SERVER_NAME = /(app|server|http|fastify|express|api|koa|service|gateway|instance)$/i;
/** Drivers, mocks and event buses listen too. */
const NOT_A_SERVER = /^(nock|msw|@nestjs\/event-emitter)$/;

function* listening(call: Call, context: Context): Iterable<CodeFact> {
  const module = originOf(call.path, context)?.module;
  if (module !== undefined && NOT_A_SERVER.test(module)) return;
  if (!call.on && module === undefined && !SERVER_NAME.test(receiverName(call))) return;
  const [first] = call.arguments;
  const port = first?.kind === 'object' ? option([first], 'port') : first;
  const framework = module !== undefined && !module.startsWith('.') ? module : 'node';
  yield { kind: 'application', at: call.span, framework: framework === '@nestjs/core' ? 'nestjs' : framework, language: context.language };
  if (port && port.kind !== 'function' && port.kind !== 'other' && !(port.kind === 'name' && port.path[0] === 'undefined'))
    yield { kind: 'listens', at: call.span, port: valueIn(port, context), ...boundHost(call, context) };
}

/** `listen(3000, '127.0.0.1')`, `listen({ port, host })`. */
function boundHost({ arguments: [first, second] }: Call, context: Context): { readonly host?: Value } {
  const host = first?.kind === 'object' ? option([first], 'host') : second;
  return host && (host.kind === 'text' || host.kind === 'name') ? { host: valueIn(host, context) } : {};
}

/** `Hapi.server({ port })`, `Bun.serve({ port })`, `serve({ fetch, port })`, `new WebSocket.Server({ port })`. */
function* configuredServer(call: Call, context: Context): Iterable<CodeFact> {
  const module = originOf(call.path, context)?.module ?? '';
  const [root] = call.path;
  if (root !== 'Bun' && root !== 'Deno' && !/^(@hapi\/hapi|hapi|ws|@hono\/node-server|socket\.io)$/.test(module)) return;
  const port = option(call.arguments, 'port') ?? call.arguments.find(argument => argument.kind === 'number');
  if (port) yield { kind: 'listens', at: call.span, port: valueIn(port, context) };
}
