import type { CodeFact } from '../../../../model/fact.ts';
import type { Protocol } from '../../../../model/technology.ts';
import type { AspireResource } from '../../../../model/aspire-fact.ts';
import { literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { behind, callsIn, chainOf, isText, lastName, uses } from '../call-parts.ts';

/** `DistributedApplication.CreateBuilder`: the file is the composition of a system, not a program of its own. */
export function isAspireHost(context: Context): boolean {
  for (const made of context.made.values()) if (made.path.join('.').endsWith('DistributedApplication.CreateBuilder')) return true;
  return false;
}

const TECHNOLOGIES: readonly (readonly [RegExp, Protocol])[] = [
  [/^Add(Azure)?Postgres/, 'postgres'],
  [/^Add(Azure)?Redis|^AddValkey|^AddGarnet/, 'redis'],
  [/^AddRabbitMQ/i, 'rabbitmq'],
  [/^AddKafka/, 'kafka'],
  [/^AddMongoDB/, 'mongodb'],
  [/^Add(Azure)?SqlServer|^AddAzureSql/, 'sqlserver'],
  [/^AddMySql/, 'mysql'],
  [/^AddOracle/, 'oracle'],
  [/^AddNats/, 'nats'],
  [/^AddElasticsearch/, 'elasticsearch'],
  [/^AddQdrant/, 'qdrant'],
  [/^AddAzureServiceBus/, 'servicebus'],
  [/^AddAzureEventHubs/, 'eventhubs'],
];

/** Calls that begin with Add and name no resource that runs. */
const NO_RESOURCE =
  /^Add(Parameter|ConnectionString|DockerComposeEnvironment|KubernetesEnvironment|AzureContainerAppEnvironment|Annotation|Eventing\w*|Model|Deployment|OpenAIModel|ServiceBus(Queue|Topic|Subscription)|Queue|Topic|Hub|Cluster|Route)$/;

interface Resource {
  readonly call: Call;
  readonly name: string;
  readonly type: AspireResource['resource'];
  readonly parent?: string;
}

/** The resource that a chain or variable stands for: the innermost `builder.AddX("name")`, or a database of one. */
function resourceOf(expression: Expression, context: Context, depth = 0): Resource | undefined {
  const made = behind(expression, context);
  if (made.kind !== 'call' || depth > 8) return undefined;
  for (const link of chainOf(made)) {
    const [name] = link.arguments;
    const last = lastName(link);
    if (/^Add[A-Z]/.test(last) && !NO_RESOURCE.test(last) && isText(name)) return resource(link, name.text, context, depth);
  }
  const root = [...chainOf(made)].at(-1);
  const owner = root && root.path.length > 1 ? receiver(root) : undefined;
  return owner ? resourceOf(owner, context, depth + 1) : undefined;
}

const receiver = (call: Call): Expression => ({ kind: 'name', path: call.path.slice(0, -1), span: [call.span[0], call.span[0]] });

function resource(call: Call, name: string, context: Context, depth: number): Resource {
  const last = lastName(call);
  if (/^AddProject$|^AddCSharpApp$/.test(last)) return { call, name, type: 'project' };
  if (/^AddDatabase$/.test(last)) {
    const parent = call.on ? resourceOf(call.on, context, depth + 1) : resourceOf(receiver(call), context, depth + 1);
    return { call, name, type: parent?.type ?? 'database', ...(parent && { parent: parent.name }) };
  }
  if (/^Add(Npm|Node|Vite|Yarn|Pnpm|JavaScript|Python|Uvicorn|Golang|Spring|Executable|Dockerfile|Java|Bun|Deno|Rust)/.test(last))
    return { call, name, type: 'program' };
  return { call, name, type: TECHNOLOGIES.find(([pattern]) => pattern.test(last))?.[1] ?? 'container' };
}

/** Resources of a .NET Aspire application and what each is given to know. */
export const aspire: Reader = {
  name: 'csharp-aspire',
  languages: ['C#'],
  *call(call, context) {
    if (!isAspireHost(context)) return;
    const last = lastName(call);
    const own = resourceOf(call, context);
    if (own?.call === call) yield* declared(own);
    else if (own && /^(WithReference|WaitFor|WaitForCompletion|WithEnvironment)$/.test(last)) yield* referred(call, own, context);
    else if (own && /Route|Backend|Proxy|Gateway|Upstream|Configuration/.test(last)) yield* routed(call, own, context);
  },
};

function* declared({ call, name, type, parent }: Resource): Generator<CodeFact> {
  const [, second, third] = call.arguments;
  const [project] = call.types;
  const written = isText(second) ? second.text : undefined;
  const image = type === 'container' && written !== undefined ? { image: isText(third) ? `${written}:${third.text}` : written } : {};
  const path = (type === 'project' || type === 'program') && written !== undefined ? { path: written } : {};
  const symbol = project ? { project: project.replace(/^Projects\./, '') } : {};
  yield {
    kind: 'aspire-resource',
    at: call.span,
    name,
    resource: type,
    ...symbol,
    ...path,
    ...image,
    ...(parent !== undefined && { parent }),
  };
}

function* referred(call: Call, own: Resource, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [first, second] = call.arguments;
  if (last === 'WithEnvironment') {
    if (isText(first) && second && second.kind !== 'function')
      yield { kind: 'aspire-environment', at: call.span, resource: own.name, name: first.text, value: referenceIn(second, context) };
    return;
  }
  const other = first && resourceOf(first, context);
  if (!other) return;
  if (last === 'WithReference')
    yield {
      ...uses({ at: call.span, protocol: protocolOf(other), via: 'Aspire WithReference', target: literal(other.parent ?? other.name) }),
      caller: own.name,
    };
  else yield { kind: 'aspire-wait', at: call.span, resource: own.name, waitsFor: other.name };
}

/** A gateway is given the resources that it routes to: `AddYarp("bff").WithConfiguration(yarp => yarp.AddRoute("/orders/{*any}", orders))`. */
function* routed(call: Call, own: Resource, context: Context): Generator<CodeFact> {
  const callbacks = call.arguments.filter(argument => argument.kind === 'function');
  const calls = callbacks.flatMap(callback => [...callsIn(callback)]);
  const routes = calls.flatMap(({ arguments: [path, target], span }) =>
    isText(path) && path.text.startsWith('/') && target ? [{ span, path: path.text, target: clusterOf(target, callbacks) }] : [],
  );
  for (const { span, path, target } of routes) yield* routedTo({ at: span, other: resourceOf(target, context), path }, call, own);
  for (const argument of [...call.arguments, ...calls.flatMap(found => found.arguments)])
    if (argument.kind === 'name') yield* routedTo({ at: argument.span, other: resourceOf(argument, context) }, call, own);
}

/** A cluster is what it was made of: `var cluster = yarp.AddCluster(orders)`. */
function clusterOf(target: Expression, callbacks: readonly Extract<Expression, { kind: 'function' }>[]): Expression {
  const name = target.kind === 'name' ? target.path.join('.') : undefined;
  const made = callbacks.flatMap(({ body }) => body).find(statement => statement.kind === 'assign' && statement.target.join('.') === name);
  const value = made?.kind === 'assign' ? made.value : undefined;
  return (value?.kind === 'call' && lastName(value) === 'AddCluster' && value.arguments[0]) || target;
}

interface Routed {
  readonly at: Call['span'];
  readonly other: Resource | undefined;
  readonly path?: string;
}

function* routedTo({ at, other, path }: Routed, call: Call, own: Resource): Generator<CodeFact> {
  if (!other || other.name === own.name) return;
  const target = literal(other.name);
  const via = `Aspire ${lastName(call)}`;
  yield { ...uses({ at, protocol: protocolOf(other), via, target, ...(path !== undefined && { path: literal(path) }) }), caller: own.name };
}

const protocolOf = ({ type }: Resource): Protocol =>
  type === 'project' || type === 'program' || type === 'container' || type === 'database' ? 'http' : type;

/** `identityApi.GetEndpoint("https")` is the address of that resource. */
function referenceIn(value: Expression, context: Context): ReturnType<typeof valueOf> {
  const other = value.kind === 'call' || value.kind === 'name' ? resourceOf(value, context) : undefined;
  return other ? literal(`http://${other.name}`) : valueOf(value, context.language);
}
