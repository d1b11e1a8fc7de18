import type { Reader } from '../../reader.ts';
import type { Call } from '../../syntax.ts';
import { served } from '../rules/route.ts';
import { mayBeText, namedArgument, valueIn } from '../rules/argument.ts';

const VERB = /^(get|post|put|patch|delete|head|options|match)$/;

/** Routes of Sinatra, Rails, Grape, Roda and WEBrick. */
export const routes: Reader = {
  name: 'ruby-routes',
  languages: ['Ruby'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    if (name === 'mount_proc' || (name === 'mount' && /^(server|s)$/.test(call.path[0] ?? ''))) {
      const [path] = call.arguments;
      if (path?.kind === 'text' && path.text.startsWith('/')) yield served('*', path, { context, via: `WEBrick ${name}` });
    }
    if (!VERB.test(name) || call.path.length !== 1 || call.on) return;
    const path = call.arguments[0] ?? rocket(call);
    if (path?.kind !== 'text' || !isRoute(call, context.path)) return;
    yield served(name === 'match' ? '*' : name, path, { context, via: name });
  },
};

/** `get '/orders' => 'orders#index'` has its path as a key. */
function rocket(call: Call) {
  const [entry] = call.named;
  return entry && { kind: 'text' as const, text: entry.key, span: entry.span };
}

/** In tests and clients `get '/orders'` asks; in an application it has a block or names an action. */
function isRoute(call: Call, path: string): boolean {
  if (/(^|\/)(spec|test)s?\//.test(path)) return false;
  return (
    /(^|\/)config\/routes(\.rb|\/)/.test(path) ||
    call.arguments.some(argument => argument.kind === 'function') ||
    call.named.some(({ key, value }) => key === 'to' || (value.kind === 'text' && /^[\w/]+#\w+$/.test(value.text)))
  );
}

/** Where a Ruby program starts, and the port that it listens on. */
export const applications: Reader = {
  name: 'ruby-application',
  languages: ['Ruby'],
  *call(call, context) {
    const path = call.path.join('.');
    if (path === 'WEBrick.HTTPServer') {
      yield { kind: 'application', at: call.span, framework: 'webrick', language: 'Ruby' };
      const port = namedArgument(call, ['Port', ':Port']);
      if (mayBeText(port)) yield { kind: 'listens', at: port.span, port: valueIn(port, context) };
    }
    if (path === 'set' && call.arguments[0]?.kind === 'text' && call.arguments[0].text === 'port' && call.arguments[1]) {
      yield { kind: 'listens', at: call.span, port: valueIn(call.arguments[1], context) };
    }
    if (path === 'Rails.application.initialize!' || path === 'GRPC.RpcServer') {
      yield { kind: 'application', at: call.span, framework: path.startsWith('Rails') ? 'rails' : 'grpc', language: 'Ruby' };
    }
  },
  *statement(statement) {
    if (statement.kind === 'import' && /^sinatra(\/base)?$/.test(statement.from)) {
      yield { kind: 'application', at: statement.span, framework: 'sinatra', language: 'Ruby' };
    }
    const base = statement.kind === 'class' ? (statement.bases[0] ?? '') : '';
    if (base === 'Rails.Application') yield { kind: 'application', at: statement.span, framework: 'rails', language: 'Ruby' };
  },
};
