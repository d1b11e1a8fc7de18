import type { CodeFact } from '../../../../model/fact.ts';
import { literal } from '../../../../model/value.ts';
import type { Reader } from '../../reader.ts';
import type { Statement } from '../../syntax.ts';

const APP_ROUTE = /(?:^|\/)app\/(.*?)\/?route\.[cm]?[jt]sx?$/;
const PAGES_ROUTE = /(?:^|\/)pages\/(api\/.*?|api)\.[cm]?[jt]sx?$/;
const VERB = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

/** Next.js: the file's place is the route. */
export const next: Reader = {
  name: 'next',
  *statement(statement, context) {
    if (context.around.length > 0 || (statement.kind !== 'function' && statement.kind !== 'assign')) return;
    const name = statement.kind === 'function' ? statement.name : statement.target.join('.');
    const app = VERB.test(name) ? APP_ROUTE.exec(context.path)?.[1] : undefined;
    if (app !== undefined) yield served(statement, name, app);
    const page = name === 'default' ? PAGES_ROUTE.exec(context.path)?.[1] : undefined;
    if (page !== undefined) yield served(statement, '*', page.replace(/\/index$/, ''));
  },
};

function served(statement: Statement, method: string, folder: string): CodeFact {
  const segments = folder.split('/').filter(segment => segment && !/^\(.*\)$|^@/.test(segment));
  const path = segments.map(segment => segment.replace(/^\[+(?:\.\.\.)?(\w+)\]+$/, '{$1}')).join('/');
  return { kind: 'serves-route', at: statement.span, method, path: literal(`/${path}`), via: 'next' };
}
