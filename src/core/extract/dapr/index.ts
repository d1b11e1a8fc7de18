import type { Protocol } from '../../model/technology.ts';
import type { DaprApplication, DaprComponent, DaprSubscription } from '../../model/dapr-fact.ts';
import type { EnvEntry } from '../../model/deployment-parts.ts';
import { join, literal, type Value } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { plainTemplate } from '../helm/plain-template.ts';
import { templated } from '../settings/placeholder.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';

/** Dapr's components, subscriptions and multi-app run files. */
export const dapr: Extractor = {
  name: 'dapr',
  include: ['**/*.{yaml,yml}'],
  keys: ['apiVersion', 'apps'],
  mayMatch: text => /^apiVersion:\s*["']?dapr\.io\//m.test(text) || (/^apps:/m.test(text) && /\bappI[dD]\s*:|\bappDirPath\s*:/.test(text)),
  extract: source => {
    // A component of a chart is a template; what its actions leave open is not this reader's to report.
    const isTemplate = source.text.includes('{{');
    const { documents, problems } = yamlFile(isTemplate ? { ...source, text: plainTemplate(source.text).text } : source);
    return {
      facts: documents.flatMap(({ root }) => [...component(root), ...subscription(root), ...applications(root)]),
      problems: isTemplate ? [] : problems,
    };
  },
};

function* component(root: Node): Iterable<DaprComponent> {
  const name = text(root, 'metadata', 'name');
  const type = text(root, 'spec', 'type');
  if (text(root, 'kind') !== 'Component' || name === undefined || type === undefined) return;
  const metadata = new Map(items(at(root, 'spec', 'metadata')).map(item => [text(item, 'name') ?? '', at(item, 'value')]));
  const scopes = items(at(root, 'scopes')).flatMap(scope => text(scope) ?? []);
  const protocol = protocolOf(type);
  yield { kind: 'dapr-component', at: root.at, name, type, scopes, addresses: addresses(metadata), ...(protocol && { protocol }) };
}

const ADDRESS =
  /^(redisHost|host|hosts|server|brokers|connectionString|url|natsURL|nats_url|endpoint|consumerURL|serverURL|address|addresses|databaseUrl|namespaceName|servers|cosmosDbUrl|meta\.address|vaultAddr)$/i;

function addresses(metadata: ReadonlyMap<string, Node | undefined>): DaprComponent['addresses'] {
  const found: { name: string; value: Value; at: Node['at'] }[] = [];
  for (const [name, node] of metadata) {
    if (node?.kind !== 'scalar' || node.text === '' || !ADDRESS.test(name)) continue;
    const port = metadata.get('port');
    const value = templated(node.text);
    const withPort = port?.kind === 'scalar' && /^host$/i.test(name) && !/[:/]/.test(node.text);
    found.push({ name, at: node.at, value: withPort ? join([value, literal(`:${port.text}`)]) : value });
  }
  return found;
}

/** By the last part of the type: `state.azure.cosmosdb`, `pubsub.kafka`. What keeps its data inside Dapr or in files has none. */
const TECHNOLOGIES: readonly (readonly [RegExp, Protocol])[] = [
  [/\.redis/, 'redis'],
  [/\.rabbitmq/, 'rabbitmq'],
  [/\.kafka/, 'kafka'],
  [/\.mongodb/, 'mongodb'],
  [/\.(postgres|postgresql)/, 'postgres'],
  [/\.mysql/, 'mysql'],
  [/\.sqlserver/, 'sqlserver'],
  [/\.oracle/, 'oracle'],
  [/\.cockroachdb/, 'cockroachdb'],
  [/\.cassandra/, 'cassandra'],
  [/\.couchbase/, 'couchdb'],
  [/\.memcached/, 'memcached'],
  [/\.etcd/, 'etcd'],
  [/\.(natsstreaming|jetstream|nats)/, 'nats'],
  [/\.pulsar/, 'pulsar'],
  [/\.mqtt/, 'mqtt'],
  [/servicebus/, 'servicebus'],
  [/eventhubs/, 'eventhubs'],
  [/snssqs|\.sns/, 'sns'],
  [/\.sqs/, 'sqs'],
  [/dynamodb/, 'dynamodb'],
  [/gcp\.pubsub/, 'pubsub'],
  [/\.s3/, 's3'],
  [/\.influx/, 'influxdb'],
  [/\.smtp/, 'smtp'],
  [/^bindings\.http/, 'http'],
  [/^configuration\./, 'configuration'],
];

const protocolOf = (type: string): Protocol | undefined => TECHNOLOGIES.find(([pattern]) => pattern.test(type))?.[1];

function* subscription(root: Node): Iterable<DaprSubscription> {
  const spec = at(root, 'spec');
  const topic = text(spec, 'topic');
  const name = text(spec, 'pubsubname');
  if (text(root, 'kind') !== 'Subscription' || topic === undefined || name === undefined) return;
  const route = text(spec, 'route') ?? text(spec, 'routes', 'default') ?? text(spec, 'routes', 'rules', 0, 'path');
  const scopes = items(at(root, 'scopes')).flatMap(scope => text(scope) ?? []);
  yield { kind: 'dapr-subscription', at: root.at, component: name, topic, scopes, ...(route !== undefined && { route }) };
}

function* applications(root: Node): Iterable<DaprApplication> {
  for (const app of items(at(root, 'apps'))) {
    const path = text(app, 'appDirPath');
    const id = text(app, 'appID') ?? text(app, 'appId') ?? path?.split(/[\\/]/).findLast(part => part !== '' && part !== '.');
    if (path === undefined || id === undefined) continue;
    const port = Number(text(app, 'appPort'));
    yield {
      kind: 'dapr-application',
      at: app.at,
      id,
      path,
      environment: environment(at(app, 'env')),
      ...(Number.isInteger(port) && port > 0 && { port }),
    };
  }
}

const environment = (node: Node | undefined): readonly EnvEntry[] =>
  entries(node).map(({ key, keyAt, value }) => ({
    name: key,
    at: [keyAt[0], value.at[1]],
    ...(value.kind === 'scalar' && { value: templated(value.text) }),
  }));
