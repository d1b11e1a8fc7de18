import type { CodeFact } from '../../../../model/fact.ts';
import { literal, type Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Call, Expression, Statement } from '../../syntax.ts';
import { importsAny, isText, lastName, textIn, uses } from '../call-parts.ts';
import { packageCall } from './package-call.ts';

/** `func main` outside any type starts a program; that its package is `main` is as good as certain. */
export const program: Reader = {
  name: 'go-program',
  languages: ['Go'],
  *statement(statement, context) {
    if (
      statement.kind === 'function' &&
      statement.name === 'main' &&
      !statement.receiver &&
      statement.parameters.length === 0 &&
      context.around.length === 0
    ) {
      yield { kind: 'application', at: nameSpan(statement), framework: frameworkOf(context), language: 'Go' };
    }
  },
};

const nameSpan = (statement: Extract<Statement, { kind: 'function' }>): readonly [number, number] => [
  statement.span[0],
  Math.min(statement.span[1], statement.span[0] + 'func main()'.length),
];

const FRAMEWORKS: readonly (readonly [string, string])[] = [
  ['github.com/gin-gonic/gin', 'gin'],
  ['github.com/labstack/echo', 'echo'],
  ['github.com/gofiber/fiber', 'fiber'],
  ['github.com/go-chi/chi', 'chi'],
  ['google.golang.org/grpc', 'grpc'],
  ['go-micro.dev', 'go-micro'],
  ['github.com/micro/go-micro', 'go-micro'],
  ['net/http', 'net/http'],
];

const frameworkOf = (context: Context): string => FRAMEWORKS.find(([name]) => context.uses(name))?.[1] ?? 'Go';

/** Tags of libraries that fill a struct from the environment: caarlos0/env, envconfig, cleanenv, go-envconfig, kong. */
const ENVIRONMENT_TAGS = new Set(['env', 'envconfig']);
const DEFAULT_TAGS = new Set(['envDefault', 'env-default', 'default']);

export const structTags: Reader = {
  name: 'go-struct-tags',
  languages: ['Go'],
  *statement(statement, context) {
    if (statement.kind !== 'assign' || statement.annotations.length === 0) return;
    const tag = statement.annotations.find(annotation => ENVIRONMENT_TAGS.has(annotation.name));
    const at = (tag ?? statement.annotations[0]!).span;
    const owner = context.around.at(-1);
    const name = tag ? textOf(tag).split(/[,\s]/)[0] : (argumentVariable(statement.annotations) ?? boundVariable(statement.annotations));
    if (!name || !/^[A-Z][A-Z0-9_]+$/i.test(name)) return;
    const given = statement.annotations.find(annotation => DEFAULT_TAGS.has(annotation.name));
    const inline = tag && /default=([^,]+)/.exec(textOf(tag))?.[1];
    const written = given ? textOf(given) : inline;
    const fallback = written ? { fallback: literal(written) } : {};
    yield { kind: 'reads-env', at, name, certain: tag !== undefined, ...fallback };
    const value: Value = { kind: 'env', name, ...fallback };
    yield { kind: 'binds', at, name: [...(owner ? [owner.name] : []), ...statement.target].join('.'), value };
  },
};

/** go-arg names flag and variable in one tag: `arg:"--port,env:PORT"`. */
const argumentVariable = (annotations: readonly Annotation[]): string | undefined =>
  annotations.flatMap(annotation =>
    /^args?$/.test(annotation.name) ? (/(?:^|,)env:(\w+)/.exec(textOf(annotation)) ?? []).slice(1) : [],
  )[0];

/** viper and koanf fill a field from the variable of its key: `mapstructure:"DB_SOURCE"`. */
const boundVariable = (annotations: readonly Annotation[]): string | undefined =>
  annotations.flatMap(annotation =>
    /^(mapstructure|koanf)$/.test(annotation.name) ? (/^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/.exec(textOf(annotation)) ?? []).slice(1) : [],
  )[0];

const textOf = (annotation: Annotation): string => (isText(annotation.arguments[0]) ? annotation.arguments[0].text : '');

/** Exporters of traces and metrics, and mail. */
export const telemetryAndMail: Reader = {
  name: 'go-telemetry-and-mail',
  languages: ['Go'],
  *call(call, context) {
    const name = packageCall(call, context);
    if (name === undefined) return;
    yield* telemetry(call, name, context);
    const [first, second] = call.arguments;
    if (/^net\/smtp\.(SendMail|Dial)$/.test(name)) yield* reached(call, 'smtp', first, context);
    if (/gopkg\.in\/(gomail|mail)\.(NewDialer|NewPlainDialer)$|go-mail\/mail\.NewDialer$|wneessen\/go-mail\.NewClient$/.test(name))
      yield* reached(call, 'smtp', first, context);
    if (/dapr\/go-sdk\/client\.NewClient/.test(name)) return;
    if (/hashicorp\/consul\/api\.(NewClient|Config)$/.test(name) && call.constructs) {
      yield* reached(call, 'discovery', call.named.find(entry => entry.key === 'Address')?.value ?? second, context);
    }
  },
};

function* telemetry(call: Call, name: string, context: Context): Generator<CodeFact> {
  if (
    /otlp\w*\.(WithEndpoint|WithEndpointURL)$/.test(name) ||
    /jaeger\.(WithCollectorEndpoint|WithEndpoint|WithAgentHost|WithAgentEndpoint)$/.test(name)
  )
    yield* reached(call, 'telemetry', call.arguments[0], context);
  else if (/exporters\/otlp\S*\.New(Unstarted)?$/.test(name))
    yield uses({ at: call.span, protocol: 'telemetry', via: call.path.join('.') });
  else if (/exporters\/zipkin\.New$|zipkin-go\/reporter\/http\.NewReporter$/.test(name))
    yield* reached(call, 'telemetry', call.arguments[0], context);
  else if (name.endsWith('uber/jaeger-client-go/config.ReporterConfig'))
    yield* reached(call, 'telemetry', call.named.find(entry => /^(LocalAgentHostPort|CollectorEndpoint)$/.test(entry.key))?.value, context);
}

function* reached(
  call: Call,
  protocol: 'telemetry' | 'smtp' | 'discovery',
  target: Expression | undefined,
  context: Context,
): Generator<CodeFact> {
  if (target && target.kind !== 'call') yield uses({ at: call.span, protocol, via: call.path.join('.'), target: textIn(target, context) });
  else if (target?.kind === 'call' && !lastName(target).startsWith('With'))
    yield uses({ at: call.span, protocol, via: call.path.join('.'), target: textIn(target, context) });
}

/** The sidecar of Dapr: calls by app id, topics by name. */
export const dapr: Reader = {
  name: 'go-dapr',
  languages: ['Go'],
  *call(call, context) {
    if (!importsAny(['github.com/dapr/go-sdk'], context)) return;
    const [, first, second] = call.arguments;
    const last = lastName(call);
    if (/^InvokeMethod(WithContent|WithCustomContent)?$/.test(last) && first)
      yield {
        ...uses({ at: call.span, protocol: 'http', via: 'dapr', target: textIn(first, context), path: second && textIn(second, context) }),
      };
    if (/^PublishEvent(fromCustomContent)?$/.test(last) && second)
      yield { kind: 'publishes', at: call.span, topic: textIn(second, context), via: 'dapr' };
    const subscription = /^(AddTopicEventHandler|Subscription)$/.test(last) ? call : undefined;
    const options =
      subscription &&
      (subscription.constructs
        ? subscription
        : context.made.get(subscription.arguments[0]?.kind === 'name' ? (subscription.arguments[0].path.at(-1) ?? '') : ''));
    const topic = subscription?.constructs ? options?.named.find(entry => entry.key === 'Topic')?.value : undefined;
    if (topic) yield { kind: 'subscribes', at: call.span, topic: textIn(topic, context), via: 'dapr' };
  },
};
