import { literal, type Value } from '../../../../model/value.ts';
import type { Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { mayBeText, namedArgument, valueIn } from '../rules/argument.ts';
import { receiverOf } from '../rules/origin.ts';
import type { Context } from '../../reader.ts';

const FRAMEWORKS: readonly (readonly [name: string, construct: RegExp])[] = [
  ['fastapi', /^FastAPI$/],
  ['flask', /^(Flask|APIFlask|Quart|OpenAPIExt)$/],
  ['celery', /^Celery$/],
  ['django', /^(get_wsgi_application|get_asgi_application|execute_from_command_line)$/],
  ['tornado', /^HTTPServer$/],
  ['sanic', /^Sanic$/],
  ['starlette', /^Starlette$/],
  ['bottle', /^Bottle$/],
  ['aiohttp', /^run_app$/],
  ['faust', /^App$/],
  ['connexion', /^(FlaskApp|AsyncApp|App)$/],
];

const SERVERS = /^(uvicorn|hypercorn|waitress|werkzeug|gunicorn|gevent|eventlet|aiohttp|bottle|cherrypy|wsgiref|socketserver|http)\b/;

/** Where a Python program starts, and the port that it listens on. */
export const applications: Reader = {
  name: 'python-application',
  languages: ['Python'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const framework = FRAMEWORKS.find(([module, construct]) => construct.test(name) && context.uses(module))?.[0];
    if (framework !== undefined) yield { kind: 'application', at: call.span, framework, language: 'Python' };
    if (name === 'start' && context.uses('grpc') && /^grpc\b|server/i.test(receiverOf(call, context))) {
      yield { kind: 'application', at: call.span, framework: 'grpc', language: 'Python' };
    }
    const port = portOf(call, context);
    if (port) yield { kind: 'listens', at: port.span, port: valueIn(port, context), ...boundHost(call, context) };
  },
  *statement(statement) {
    if (statement.kind === 'expression' && isMain(statement.value)) {
      yield { kind: 'application', at: statement.span, framework: 'script', language: 'Python' };
    }
  },
};

function portOf(call: Call, context: Context): Expression | undefined {
  const name = call.path.at(-1) ?? '';
  if (/^add_(in)?secure_port$/.test(name)) return lastPort(call.arguments[0]);
  if (name === 'listen' && context.uses('tornado')) return call.arguments[0];
  if (name === 'start_http_server' && context.uses('prometheus_client')) return undefined;
  const runs = /^(run|run_app|serve|run_simple|run_server)$/.test(name);
  if (
    !runs ||
    !(SERVERS.test(receiverOf(call, context)) || /^(app|application|server|web|uvicorn|api|socketio)$/.test(call.path.at(-2) ?? ''))
  )
    return undefined;
  const port = namedArgument(call, ['port']) ?? (call.path.at(-2) === 'app' ? call.arguments[1] : undefined);
  return mayBeText(port) ? port : undefined;
}

/** Flask's and uvicorn's own servers listen at localhost where they are told nothing. */
function boundHost(call: Call, context: Context): { readonly host?: Value } {
  if (call.path.at(-1) !== 'run') return {};
  const host = namedArgument(call, ['host']);
  if (host) return mayBeText(host) ? { host: valueIn(host, context) } : {};
  const isPositional = call.arguments.length > (/^uvicorn\b/.test(receiverOf(call, context)) ? 1 : 0) && call.arguments[0]?.kind === 'text';
  return !isPositional && (context.uses('flask') || context.uses('uvicorn')) ? { host: literal('127.0.0.1') } : {};
}

/** `"[::]:50051"`, `"[::]:" + port`. */
function lastPort(address: Expression | undefined): Expression | undefined {
  if (address?.kind === 'text') {
    const port = /:(\d+)$/.exec(address.text)?.[1];
    return port === undefined ? undefined : { ...address, text: port };
  }
  return address?.kind === 'join' ? address.parts.at(-1) : undefined;
}

/** `__name__ == "__main__"`. */
const isMain = (expression: Expression): boolean =>
  expression.kind === 'other' &&
  expression.children.some(child => child.kind === 'name' && child.path[0] === '__name__') &&
  expression.children.some(child => child.kind === 'text' && child.text === '__main__');
