import type { Fact } from '../../../../model/fact.ts';
import type { Source } from '../../../../model/source.ts';
import { constantsIn } from './constants-scan.ts';
import { importsIn } from './imports-scan.ts';
import { declarationLines } from './lines-scan.ts';

const QUOTE = '[\'"`]';

/** Packages that say something by being imported; those that a route or client word below gives away as well are left out. */
const PACKAGES =
  'axios|got|ky|superagent|request|request-promise(?:-native)?|needle|undici|node-fetch|cross-fetch|ofetch|wretch|bent|phin|(?:node:)?(?:https?|net|tls)|follow-redirects|ws|websocket|' +
  'socket\\.io(?:-client)?|nodemailer|graphql-request|graphql-ws|urql|http-proxy(?:-middleware)?|express-http-proxy|koa-prox(?:y|ies)|express|koa|koa-router|fastify|hono|hapi|restify|polka|' +
  'pg|pg-promise|pg-pool|postgres|slonik|mysql2?(?:/promise)?|mariadb|promise-mysql|mongodb|mongoose|monk|mongojs|agenda|i?oredis|redis|knex|sequelize|sequelize-typescript|typeorm|drizzle-orm|nats|mqtt|' +
  'bull|bullmq|bee-queue|amqplib|amqp|amqp-connection-manager|rabbitmq[\\w-]*|rhea(?:-promise)?|kafkajs|kafka-node|node-rdkafka|node-nats-streaming|stompit|pulsar-client|aws-sdk|sqs-(?:consumer|producer)|' +
  'grpc|nice-grpc(?:-web)?|grpc-web|envalid|convict|config|nconf|memcached|memjs|minio|consul|eureka-js-client|cassandra-driver|elasticsearch|neo4j-driver|influx|mssql|tedious|oracledb|etcd3|couchbase|nano|' +
  'stripe|openai|twilio|eventsource|tsoa|inversify-express-utils';

const SCOPED =
  '@(?:grpc/grpc-js|nestjs/(?:microservices|axios|typeorm|mongoose|sequelize|bull|bullmq|elasticsearch)|nestjs-modules/|golevelup/|aws-sdk/client-|google-cloud/|azure/|apollo/(?!client[\'"/])|connectrpc/|bufbuild/connect|' +
  'protobuf-ts/|improbable-eng/|elastic/|opensearch-project/|hapi/hapi|hono/|koa/router|fastify/(?:http-proxy|reply-from)|opentelemetry/|sentry/|nats-io/|confluentinc/|cloudamqp/|neondatabase/|vercel/postgres|' +
  'loopback/rest|tsoa/runtime|foal/core|inversifyjs/http-core|dapr/|clickhouse/|influxdata/|qdrant/|upstash/|mikro-orm/|openfeature/|sendgrid/|t3-oss/)';

/** What stands in every file that can say more than its imports. Each alternative starts with a character that is rare, or the search would crawl. */
const SIGNS: readonly string[] = [
  String.raw`\.env\b`,
  `${QUOTE}[a-z][a-z0-9+]{1,12}://(?!www\\.w3\\.org|schemas?\\.|json-schema\\.org|github\\.com|developer\\.mozilla|fonts\\.)`,
  `${QUOTE}[a-z][\\w.-]*:\\d{2,5}[/'"\`]`,
  // Package names are everyday words: they tell only where something is imported.
  `(?:\\bfrom|\\bimport|\\brequire\\(|\\bimport\\()\\s*${QUOTE}(?:${PACKAGES})${QUOTE}`,
  QUOTE + SCOPED,
  String.raw`\b(?:fetch|ofetch|axiosRef|httpService)\b`,
  String.raw`\b(?:[aA]xios|[hH]ttp|HTTP|[aA]pi|API)\w*\.(?:get|post|put|patch|delete)\(`,
  String.raw`\bnew (?:WebSocket|EventSource|ReconnectingWebSocket)\(`,
  String.raw`@(?:Controller|Client|Processor|MessagePattern|EventPattern|Grpc\w+|Rabbit\w+|InjectQueue|\w+ControllerMethods)\(`,
  String.raw`\bClient(?:Proxy|Kafka|RMQ|Redis|Nats|Mqtt|Grpc)\b`,
  String.raw`\bnew [\w.]*Client\(`,
  String.raw`(?:[Pp]roducer|[Pp]ublisher|[Kk]afka|[Rr]edis|[Rr]abbit|[Aa]mqp|[Nn]ats|[Bb]roker|[Mm]essag|[Cc]onsumer|[Ss]ubscriber|[Ll]istener|[Ee]vent[Bb]us|[Ii]ntegration|[Cc]hannel)\w*[?!]?\.(?:publish|produce|send|emit|dispatch|subscribe|consume|listen)\w*[(<]`,
  String.raw`\bextends [\w.]*(?:Publisher|Producer|Listener|Consumer|Subscriber|RESTDataSource)\b`,
  String.raw`\.(?:sendToQueue|bindQueue|consume|listen|addService|bindAsync|getService|createSender|createReceiver|route)\(`,
  String.raw`\.(?:get|post|put|patch|delete|all|use)\(\s*[\['"]/?[\['"]?/`,
  String.raw`\btopics?: `,
  String.raw`[Cc]onfig(?:Service|uration)?[?!]?\.get`,
  String.raw`\bConfigService\b|\bregisterAs\(|Module\.(?:forRoot|register)|\bTransport\.|NestFactory`,
  String.raw`\b(?:hostname|host|baseURL|baseUrl|prefixUrl|brokers|endpoint|uri|dialect|connectionString|upstream)\??: ?['"\x60\w]`,
  // A getter that only hands on what another file configures.
  String.raw`\bget \w+\(\)[^{]{0,40}\{\s*return [\w.]+;?\s*\}`,
  String.raw`\b(?:GET|POST|PUT|PATCH|DELETE)\b *[(=]`,
  String.raw`\bsocket\.(?:on|emit)\(|\bio\.(?:on|emit|to|in|of|except)\(|@SubscribeMessage|\bactions: ?\{|\b(?:ctx|broker)\.(?:call|emit|broadcast)\(`,
  String.raw`\.(?:query|mutate|useQuery|useMutation|useSuspenseQuery)\(|\b(?:[Rr]outer|createTRPCRouter)\(\{`,
  String.raw`\b(?:Queue|Topic|Subject|Job)\w*\.[A-Z]`,
  String.raw`\bexport (?:const|(?:async )?function) (?:loader|action)\b|\bdefineEventHandler\b|\beventHandler\(`,
  String.raw`\bNextApiRe|export default (?:async )?(?:function )?\w*\(req`,
  String.raw`\b[A-Z]+_[A-Z_]+: *(?:z|Joi|joi|yup|str|url|port|host)\b`,
];

const MATTERS = new RegExp(SIGNS.join('|'));

/** A fast look at a file: false means that it can say nothing beyond its imports and constants. */
export function mayMatter(text: string): boolean {
  return MATTERS.test(text) && !isGenerated(text) && !isMinified(text);
}

const GENERATED = /@generated\b|Code generated|DO NOT EDIT|auto-?generated/i;

const isGenerated = (text: string): boolean => GENERATED.test(text.slice(0, 600));

/** Longer than any line that a person writes. */
const LINE = 8000;

function isMinified(text: string): boolean {
  for (let at = 0; at + LINE < text.length; at += LINE) {
    const end = text.indexOf('\n', at);
    if (end < 0 || end > at + LINE) return true;
  }
  return false;
}

/** Pure and total: what a file that is not parsed still says, its imports and the constants that others may ask for. */
export function importsOnly({ text }: Source): Fact[] {
  const lines = declarationLines(text);
  return [...importsIn(text, lines), ...constantsIn(text, lines)];
}
