import type { Imports } from '../../../../model/program-fact.ts';
import { importedAs } from '../../parse/go.ts';
import { withoutLicence } from '../licence.ts';

const GENERATED = /^\/\/ Code generated (?:(by goctl)\b)?.*DO NOT EDIT[.!]?$/m;
/** go-zero writes down with its generator which routes and which rpcs a program answers; nothing else says it. */
const ANSWERS = /\.AddRoutes\(|^package server$/m;

/**
 * Words without which a Go file can hold no fact beyond its imports: addresses, environment, clients, routes, messages.
 * Imports are part of the text, so a file that imports a known library passes.
 */
const MATTERS =
  /https?:\/\/|[a-z]+:\/\/|Getenv|LookupEnv|viper|\benv(config|Default)?:"|\bargs?:"|\b(mapstructure|koanf):"[A-Z]|net\/http|func main\(|grpc|[Rr]edis|sql"|sqlx|pgx|lib\/pq|gorm|go-pg|mongo|mgo|memcache|elastic|opensearch|gocql|neo4j|clickhouse|influxdb|minio|etcd|consul|[Kk]afka|sarama|amqp|nats|nsq|pulsar|pubsub|\bsqs\b|\bsns\b|dynamodb|mqtt|stomp|watermill|micro|dapr|resty|fasthttp|gin-gonic|echo|fiber|chi"|chi\/|gorilla|websocket|iris|beego|hertz|kitex|smtp|gomail|go-mail|otlp|jaeger|zipkin|graphql|zrpc|asynq|go-queue|go-zero|AddRoutes|connect(rpc)?|twirp|["`][\w.-]+:\d{2,5}["`]|(Host|Addr|Address|Url|URL|Endpoint|Topic|Queue|Broker)s?\w*\s*(:?=|:)\s*["`&]|(New\w+Client|Register\w+Server)\(/;

const byZero = (text: string): boolean => GENERATED.exec(text.slice(0, 4000))?.[1] !== undefined && ANSWERS.test(text);

const goGenerated = (text: string): boolean => GENERATED.test(text.slice(0, 4000)) && !byZero(text);

/** False: the file can hold nothing but imports. */
export const goGate = (text: string): boolean => byZero(text) || (!goGenerated(text) && MATTERS.test(withoutLicence(text)));

const IMPORT = /^import\s+(?:\(([\s\S]*?)^\s*\)|([^\n]*))/gm;
const SPEC = /^[ \t]*(?:([\w.]+)[ \t]+)?["`]([^"`\n]+)["`]/gm;

/** The imports of a file without parsing it. They stand before all else, so the scan ends with them. */
export function goImports(text: string): Imports[] {
  const end = /^(func|type|var|const)\b/m.exec(text)?.index ?? text.length;
  const head = text.slice(0, end);
  const found: Imports[] = [];
  for (const block of head.matchAll(IMPORT)) {
    const specs = block[1] ?? block[2] ?? '';
    const start = block.index + block[0].indexOf(specs);
    for (const spec of specs.matchAll(SPEC)) {
      const [whole, alias, specifier = ''] = spec;
      const from = start + spec.index + (whole.length - whole.trimStart().length);
      const names = importedAs(specifier, alias).map(local => ({ local, imported: '*' }));
      found.push({ kind: 'imports', at: [from, start + spec.index + whole.length], specifier, names });
    }
  }
  return found;
}
