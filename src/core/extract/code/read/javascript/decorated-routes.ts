import type { CodeFact } from '../../../../model/fact.ts';
import type { Value } from '../../../../model/value.ts';
import { join, literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Expression } from '../../syntax.ts';
import { routePath } from './http-servers.ts';
import { option, packageOf } from './origin.ts';
import { valueIn } from './target.ts';

interface Framework {
  readonly module: RegExp;
  /** Of a method; the verb is what it is called by. */
  readonly route: RegExp;
  /** Of the class, with what stands before its routes. */
  readonly before: RegExp;
}

/** Frameworks whose routes are decorated methods, but for those that decorate as Nest does. */
const FRAMEWORKS: readonly Framework[] = [
  { module: /^(@loopback\/(rest|openapi-v3))$/, route: /^(get|post|put|patch|del|head)$/, before: /^api$/ },
  { module: /^(tsoa|@tsoa\/runtime)$/, route: /^(Get|Post|Put|Patch|Delete|Head|Options)$/, before: /^Route$/ },
  { module: /^inversify-express-utils$/, route: /^http(Get|Post|Put|Patch|Delete|Head)$/, before: /^controller$/ },
  { module: /^@inversifyjs\/http-core$/, route: /^(Get|Post|Put|Patch|Delete|Head|Options)$/, before: /^$/ },
  { module: /^@foal\/core$/, route: /^(Get|Post|Put|Patch|Delete|Head|Options)$/, before: /^$/ },
];

/** LoopBack, tsoa, inversify-express-utils and Foal: routes of decorated methods. */
export const decoratedRoutes: Reader = {
  name: 'decorated-routes',
  *statement(statement, context) {
    if (statement.kind !== 'function' || statement.annotations.length === 0) return;
    const owner = context.around.at(-1);
    if (owner?.kind !== 'class') return;
    for (const annotation of statement.annotations) {
      const framework = frameworkOf(annotation, context);
      const before = framework && owner.annotations.find(({ name }) => framework.before.test(name));
      if (framework) yield route(annotation, { framework, before }, context);
    }
  },
};

function frameworkOf({ name }: Annotation, { imports }: Context): Framework | undefined {
  const module = imports.get(name);
  return module === undefined ? undefined : FRAMEWORKS.find(one => one.module.test(packageOf(module)) && one.route.test(name));
}

interface Decorated {
  readonly framework: Framework;
  readonly before: Annotation | undefined;
}

function route({ name, arguments: [path], span }: Annotation, { framework, before }: Decorated, context: Context): CodeFact {
  const [, verb = ''] = framework.route.exec(name)!;
  const whole = join([...pathOf(before?.arguments[0], context), ...pathOf(path, context)]);
  return {
    kind: 'serves-route',
    at: span,
    method: verb === 'del' ? 'DELETE' : verb.toUpperCase(),
    path: whole.kind === 'join' && whole.parts.length === 0 ? literal('/') : routePath(whole),
    via: 'decorator',
  };
}

/** With one slash before it, and none where it is empty. */
function pathOf(expression: Expression | undefined, context: Context): Value[] {
  const path = expression?.kind === 'object' ? option([expression], 'basePath', 'path') : expression;
  if (!path || path.kind === 'function') return [];
  if (path.kind !== 'text') return [literal('/'), valueIn(path, context)];
  const bare = path.text.replace(/^\/+|\/+$/g, '');
  return bare ? [literal(`/${bare}`)] : [];
}
