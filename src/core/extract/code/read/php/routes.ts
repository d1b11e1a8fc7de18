import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { each, mayBeText } from '../rules/argument.ts';
import { served, servedResource, type Route } from '../rules/route.ts';

const VERB = /^(get|post|put|patch|delete|options|any|head|match|map)$/;

/** Routes of Laravel, Lumen, Slim and Silex, and Symfony's attributes. */
export const routes: Reader = {
  name: 'php-routes',
  languages: ['PHP'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const receiver = call.path[0] === 'Route' ? 'Route' : (call.path.at(-2) ?? '');
    if (!/^(Route|router|app|group|r|routes)$/i.test(receiver)) return;
    const where = { context, via: `${receiver}.${name}`, ...prefixOf(context) };
    if (/^(api)?[rR]esources?$/.test(name)) yield* resources(call, where);
    if (!VERB.test(name)) return;
    const several = name === 'map' || name === 'match';
    const path = several ? call.arguments[1] : call.arguments[0];
    if (!mayBeText(path) || call.arguments.length < 2 || (path.kind === 'text' && /^https?:/.test(path.text))) return;
    const methods = several && call.arguments[0] ? textsIn(call.arguments[0]) : [name === 'any' ? '*' : name];
    for (const method of methods) yield served(method, path, where);
  },
  *statement(statement, context) {
    if (statement.kind !== 'class') return;
    const [before] = statement.annotations.filter(one => one.name === 'Route').flatMap(one => one.arguments);
    for (const method of statement.body) {
      if (method.kind !== 'function') continue;
      for (const one of method.annotations.filter(one => one.name === 'Route')) {
        const path = one.arguments[0] ?? one.named.find(entry => entry.key === 'path')?.value;
        const given = one.named.find(entry => entry.key === 'methods')?.value;
        if (!mayBeText(path)) continue;
        for (const verb of given ? textsIn(given) : ['*'])
          yield served(verb, path, { context, via: '#[Route]', ...(before && { prefix: before }) });
      }
    }
  },
};

const textsIn = (expression: Expression): readonly string[] => each(expression).flatMap(one => (one.kind === 'text' ? [one.text] : []));

/** What the groups around a route put before it: `Route::prefix('v1')->group(…)`, `$router->group(['prefix' => 'v1'], …)`, `$app->group('/v1', …)`. */
function prefixOf({ blocks }: Context): { readonly prefix?: Expression } {
  const texts = blocks.filter(({ path }) => path.at(-1) === 'group').flatMap(group => [...prefixesOn(group.on), ...prefixesIn(group)]);
  const [first] = texts;
  if (!first) return {};
  return { prefix: { ...first, text: texts.map(({ text }) => text.replace(/^\/+|\/+$/g, '')).join('/') } };
}

type Text = Extract<Expression, { kind: 'text' }>;

function prefixesOn(before: Expression | undefined): readonly Text[] {
  if (before?.kind !== 'call') return [];
  const [own] = before.path.at(-1) === 'prefix' ? before.arguments : [];
  return [...prefixesOn(before.on), ...(own?.kind === 'text' ? [own] : [])];
}

function prefixesIn({ arguments: [first] }: Call): readonly Text[] {
  const given = first?.kind === 'object' ? first.entries.find(({ key }) => key === 'prefix')?.value : first;
  return given?.kind === 'text' ? [given] : [];
}

/** `Route::apiResource('orders', …)` serves a list, and each of what is listed. */
function* resources({ arguments: [first] }: Call, route: Route): Generator<CodeFact> {
  const several = first?.kind === 'object' ? first.entries.map(({ key, span }): Text => ({ kind: 'text', text: key, span })) : [];
  for (const resource of first?.kind === 'text' ? [first] : several) {
    // `photos.comments` is `photos/{photo}/comments`.
    yield* servedResource({ ...resource, text: resource.text.replaceAll('.', '/{id}/') }, route);
  }
}
