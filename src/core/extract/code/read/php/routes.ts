import type { Reader } from '../../reader.ts';
import type { Expression } from '../../syntax.ts';
import { each, mayBeText } from '../rules/argument.ts';
import { served } from '../rules/route.ts';

const VERB = /^(get|post|put|patch|delete|options|any|head|match|map)$/;

/** Routes of Laravel, Lumen, Slim and Silex, and Symfony's attributes. */
export const routes: Reader = {
  name: 'php-routes',
  languages: ['PHP'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const receiver = call.path.at(-2) ?? '';
    if (!VERB.test(name) || !/^(Route|router|app|group|r|routes)$/i.test(receiver)) return;
    const several = name === 'map' || name === 'match';
    const path = several ? call.arguments[1] : call.arguments[0];
    if (!mayBeText(path) || call.arguments.length < 2 || (path.kind === 'text' && /^https?:/.test(path.text))) return;
    const methods = several && call.arguments[0] ? textsIn(call.arguments[0]) : [name === 'any' ? '*' : name];
    for (const method of methods) yield served(method, path, { context, via: `${receiver}.${name}` });
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
