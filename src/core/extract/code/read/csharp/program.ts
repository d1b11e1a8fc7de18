import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { fieldOf, isText, lastName, uses } from '../call-parts.ts';
import { isAspireHost } from './aspire.ts';
import { settingIn } from './settings.ts';
import { topic } from './topic.ts';

const HOSTS: Readonly<Record<string, string>> = {
  'WebApplication.CreateBuilder': 'ASP.NET Core',
  'WebApplication.CreateSlimBuilder': 'ASP.NET Core',
  'WebApplication.Create': 'ASP.NET Core',
  'WebHost.CreateDefaultBuilder': 'ASP.NET Core',
  'Host.CreateDefaultBuilder': '.NET host',
  'Host.CreateApplicationBuilder': '.NET host',
  'Host.CreateEmptyApplicationBuilder': '.NET host',
  'WebAssemblyHostBuilder.CreateDefault': 'Blazor',
  'DistributedApplication.CreateBuilder': '.NET Aspire',
  'MauiApp.CreateBuilder': 'MAUI',
  'FunctionsApplication.CreateBuilder': 'Azure Functions',
};

export const program: Reader = {
  name: 'csharp-program',
  languages: ['C#'],
  *call(call) {
    const framework =
      HOSTS[call.path.slice(-2).join('.')] ?? (call.constructs && lastName(call) === 'HostBuilder' ? '.NET host' : undefined);
    if (framework) yield { kind: 'application', at: call.span, framework, language: 'C#' };
  },
};

/** The sidecar of Dapr: calls by app id, topics by name. */
export const dapr: Reader = {
  name: 'csharp-dapr',
  languages: ['C#'],
  *call(call, context) {
    const last = lastName(call);
    if (/^PublishEventAsync$|^BulkPublishEventAsync$/.test(last)) yield* topic('publishes', call, { topic: call.arguments[1], context });
    if (last === 'WithTopic' && call.arguments.length >= 2) yield* topic('subscribes', call, { topic: call.arguments[1], context });
    if (
      /^(InvokeMethodAsync|InvokeMethodWithResponseAsync|CreateInvokeMethodRequest|CreateInvokeHttpClient|CreateInvokableHttpClient|InvokeMethodGrpcAsync)$/.test(
        last,
      )
    )
      yield* invoked(call, last, context);
  },
};

function* invoked(call: Call, last: string, context: Context): Generator<CodeFact> {
  const values = call.arguments.filter(argument => !isMethod(argument));
  const [app, path] = values;
  const verb = call.arguments.find(isMethod);
  if (!app || (app.kind !== 'text' && app.kind !== 'name')) return;
  const method = verb?.kind === 'name' ? verb.path.at(-1)?.toUpperCase() : undefined;
  const given =
    path && last !== 'CreateInvokeHttpClient' && (path.kind === 'text' || path.kind === 'join') ? settingIn(path, context) : undefined;
  yield uses({
    at: call.span,
    protocol: /Grpc/.test(last) ? 'grpc' : 'http',
    via: `Dapr ${last}`,
    target: settingIn(app, context),
    method,
    path: given,
  });
}

const isMethod = (argument: Expression): boolean => argument.kind === 'name' && argument.path[0] === 'HttpMethod';

/** Exporters of traces and metrics, service discovery and mail. */
export const telemetryAndMail: Reader = {
  name: 'csharp-telemetry-and-mail',
  languages: ['C#'],
  *call(call, context) {
    if (isAspireHost(context)) return;
    const last = lastName(call);
    const [first] = call.arguments;
    if (/^(AddOtlpExporter|UseOtlpExporter|AddZipkinExporter|AddJaegerExporter)$/.test(last)) {
      const endpoint =
        fieldOf(call, ['Endpoint', 'AgentHost'], context) ??
        (first && first.kind !== 'function' && first.kind !== 'text' ? first : undefined);
      yield uses({ at: call.span, protocol: 'telemetry', via: last, target: endpoint && settingIn(endpoint, context) });
    }
    if (call.constructs && last === 'SmtpClient' && first && (isText(first) || first.kind === 'name'))
      yield uses({ at: call.span, protocol: 'smtp', via: 'SmtpClient', target: settingIn(first, context) });
    if (/^Connect(Async)?$/.test(last) && /SmtpClient/.test(typeOf(call, context)) && first)
      yield uses({ at: call.span, protocol: 'smtp', via: 'MailKit', target: settingIn(first, context) });
    if (call.constructs && last === 'ConsulClient') {
      const address = call.arguments[0] && fieldOf(call, ['Address'], context);
      if (address) yield uses({ at: call.span, protocol: 'discovery', via: 'Consul', target: settingIn(address, context) });
    }
  },
};

const typeOf = (call: Call, context: Context): string =>
  `${context.types.get(call.path.at(-2) ?? '') ?? ''} ${context.made.get(call.path.at(-2) ?? '')?.path.join('.') ?? ''}`;
