import type { CodeFact } from '../../../../model/fact.ts';
import { literal } from '../../../../model/value.ts';
import type { Reader } from '../../reader.ts';
import type { Statement } from '../../syntax.ts';

interface Convention {
  readonly via: string;
  readonly file: RegExp;
  /** The verb that an export answers; undefined where it answers none. */
  readonly verb: (name: string, file: string) => string | undefined;
  /** What makes an export that answers; anything where it is absent. */
  readonly made?: RegExp;
  /** The parts of the path that the file's place gives. */
  readonly parts: (place: string) => readonly string[];
}

const exported = (name: string): string | undefined =>
  /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(name) ? name : name === 'ALL' ? '*' : undefined;
const folders = (place: string): readonly string[] =>
  place.split('/').filter(part => part !== '' && part !== 'index' && !/^[([]?\(.*\)$/.test(part));

/** `users.$id.ts` and `users/$id.ts`; what begins with a line is only for the layout. */
const dotted = (place: string): readonly string[] =>
  place
    .split(/[./]/)
    .filter(part => part !== '' && part !== '_index' && part !== 'index' && part !== 'route' && !part.startsWith('_'))
    .map(part => part.replace(/^\$(\w*)$/, '[$1]').replace(/_$/, ''));

/** Frameworks in which a file's place is its route, beside Next.js. */
const CONVENTIONS: readonly Convention[] = [
  { via: 'sveltekit', file: /(?:^|\/)src\/routes\/(.*?)\/?\+server\.[jt]s$/, verb: exported, parts: folders },
  {
    via: 'nitro',
    file: /(?:^|\/)server\/(?:routes\/|(?=api\/))(.*?)(?:\.(?:get|post|put|patch|delete|head|options))?\.[cm]?[jt]s$/,
    verb: (name, file) =>
      name === 'default' ? (/\.(get|post|put|patch|delete|head|options)\.[cm]?[jt]s$/.exec(file)?.[1]?.toUpperCase() ?? '*') : undefined,
    // Code of any server may lie in a folder of that name.
    made: /Handler$/,
    parts: folders,
  },
  {
    via: 'remix',
    file: /(?:^|\/)app\/routes\/(.*?)\.[jt]sx?$/,
    verb: name => (name === 'loader' ? 'GET' : name === 'action' ? 'POST' : undefined),
    parts: dotted,
  },
  { via: 'astro', file: /(?:^|\/)src\/pages\/(.*?)(?:\.json)?\.[jt]s$/, verb: exported, parts: folders },
];

/** SvelteKit, Nuxt's server, Remix and Astro: the file's place is the route. */
export const fileRoutes: Reader = {
  name: 'file-routes',
  *statement(statement, context) {
    if (context.around.length > 0) return;
    const name = nameOf(statement);
    if (name === undefined) return;
    for (const { via, file, verb, made, parts } of CONVENTIONS) {
      const place = made && !made.test(makerOf(statement)) ? undefined : file.exec(context.path)?.[1];
      const method = place === undefined ? undefined : verb(name, context.path);
      if (place !== undefined && method !== undefined) yield route(statement, { via, method, parts: parts(place) });
    }
  },
};

const nameOf = (statement: Statement): string | undefined =>
  statement.kind === 'function' ? statement.name : statement.kind === 'assign' ? statement.target.join('.') : undefined;

/** `defineEventHandler` of `export default defineEventHandler(…)`. */
const makerOf = (statement: Statement): string =>
  statement.kind === 'assign' && statement.value?.kind === 'call' ? (statement.value.path.at(-1) ?? '') : '';

function route(
  { span }: Statement,
  { via, method, parts }: { readonly via: string; readonly method: string; readonly parts: readonly string[] },
): CodeFact {
  const path = parts.map(part => part.replace(/^\[+(?:\.\.\.)?(\w*)(?:=\w+)?\]+$/, '{$1}')).join('/');
  return { kind: 'serves-route', at: span, method, path: literal(`/${path}`), via };
}
