import type { Problem, Span } from './source.ts';
import type { Value } from './value.ts';
import type { AspireFact } from './aspire-fact.ts';
import type { DeploymentFact } from './deployment-fact.ts';
import type { ContractFact } from './contract-fact.ts';
import type { JumpFact } from './jump-fact.ts';
import type { IdentityFact } from './identity-fact.ts';
import type { Ignores } from './ignore-fact.ts';
import type { MetricFact } from './metric-fact.ts';
import type { ReleaseFact } from './release-fact.ts';
import type { ResilienceFact } from './resilience-fact.ts';
import type { AnswersWith, ExpectsAnswer, ShapeFact } from './shape-fact.ts';
import type { Sibling } from './sibling-fact.ts';

/** How two nodes talk. Data stores and brokers are named by their technology. */
export type Protocol =
  | 'http'
  | 'grpc'
  | 'graphql'
  | 'websocket'
  | 'smtp'
  | 'telemetry'
  | 'discovery'
  | 'configuration'
  | 'tcp'
  | Technology;

/** The technologies of data stores and brokers that a client library or an image name tells. */
export type Technology =
  | 'postgres'
  | 'mysql'
  | 'mariadb'
  | 'mongodb'
  | 'redis'
  | 'memcached'
  | 'elasticsearch'
  | 'opensearch'
  | 'cassandra'
  | 'sqlserver'
  | 'oracle'
  | 'neo4j'
  | 'clickhouse'
  | 'influxdb'
  | 'cockroachdb'
  | 'couchdb'
  | 'dynamodb'
  | 'spanner'
  | 'etcd'
  | 'minio'
  | 's3'
  | 'sqlite'
  | 'qdrant'
  | 'jdbc'
  | 'sql'
  | 'kafka'
  | 'rabbitmq'
  | 'nats'
  | 'activemq'
  | 'pulsar'
  | 'sqs'
  | 'sns'
  | 'pubsub'
  | 'servicebus'
  | 'mqtt'
  | 'eventhubs'
  | 'messaging';

/** Everything that one file says about the system. Spans are in the file that the fact came from. */
export type Fact =
  | CodeFact
  | PackageFact
  | DeploymentFact
  | ContractFact
  | ReleaseFact
  | IdentityFact
  | ShapeFact
  | MetricFact
  | Ignores
  | Sibling;

export type CodeFact =
  | Imports
  | Binds
  | ReadsEnv
  | ReadsAnyEnv
  | ListsVariables
  | ExpandsVariables
  | DefinesFunction
  | CallsFunction
  | SetsEnv
  | UsesAddress
  | MentionsAddress
  | ServesRoute
  | GrpcClient
  | GrpcServer
  | Publishes
  | Subscribes
  | Listens
  | Application
  | AspireFact
  | JumpFact
  | ResilienceFact
  | AnswersWith
  | ExpectsAnswer;

/**
 * One import statement. `specifier` as written: `./users`, `@shop/contracts`, `com.shop.Users`, `github.com/shop/users`.
 * `imported` is `*` for the whole module and `default` for its default export; an empty list imports for side effects or everything (Go, C#).
 */
export interface Imports {
  readonly kind: 'imports';
  readonly at: Span;
  readonly specifier: string;
  readonly names: readonly { readonly local: string; readonly imported: string }[];
  /** Only types are imported: nothing of the module runs. */
  readonly typeOnly?: true;
}

/**
 * A symbol and its value: a constant, a field of a config object (`config.orders.url`), an enum member (`Topics.ORDER_CREATED`),
 * or what a function without arguments returns (`ConfigService.ordersUrl`). Only values that can matter are bound.
 */
export interface Binds {
  readonly kind: 'binds';
  readonly at: Span;
  /** Dotted, qualified by class, object or enum, never by package. */
  readonly name: string;
  readonly value: Value;
}

/** A function that a package offers to others; `at` is all of it. Only for languages whose imports take a whole package (Go). */
export interface DefinesFunction {
  readonly kind: 'defines-function';
  readonly at: Span;
  readonly name: string;
}

/** A call by name, `client.NewUsers` or `NewUsers`, once a file: tells which functions of an imported package run. */
export interface CallsFunction {
  readonly kind: 'calls-function';
  readonly at: Span;
  readonly name: string;
}

/** Code reads a variable or configuration key. `certain: false`: an unknown function takes a text that looks like a variable's name. */
export interface ReadsEnv {
  readonly kind: 'reads-env';
  readonly at: Span;
  readonly name: string;
  readonly fallback?: Value;
  readonly certain: boolean;
  /** The value is handed to somebody else, as a redirect or an allowed origin: the program itself does not call it. */
  readonly handedOut?: true;
  /** `required`: the program stops without it. `tested`: it is compared, or something else stands in where it is not set. `truth`: any text but none counts as yes. */
  readonly use?: 'required' | 'tested' | 'truth';
}

/** Code reads variables under names that it is given: `process.env[name]`. */
export interface ReadsAnyEnv {
  readonly kind: 'reads-any-env';
  readonly at: Span;
}

/** A list of texts that are all spelled like variables: `['PORT', 'JWT_SECRET']`. */
export interface ListsVariables {
  readonly kind: 'lists-variables';
  readonly at: Span;
  readonly names: readonly { readonly name: string; readonly at: Span }[];
}

/** A script takes the values of variables that it does not set itself. */
export interface ExpandsVariables {
  readonly kind: 'expands-variables';
  readonly at: Span;
  /** `falls`: `${NAME:-default}`. */
  readonly names: readonly { readonly name: string; readonly at: Span; readonly falls?: true }[];
}

/** A file gives a value to a variable or configuration key: `.env`, `application.yml`, `appsettings.json`, an object handed to a config library. */
export interface SetsEnv {
  readonly kind: 'sets-env';
  readonly at: Span;
  readonly name: string;
  readonly value: Value;
  /** The file shows which names there are (`.env.example`); its values are not in force. */
  readonly example?: boolean;
  readonly format: 'dotenv' | 'spring' | 'appsettings' | 'properties' | 'code' | 'yaml';
  /** The text after the sign of a `.env` line, where it is not the value letter by letter: quotes, escapes, a comment, spaces around the sign. */
  readonly written?: string;
  /** The Spring or .NET profile that the file or document is for. */
  readonly profile?: string;
}

/** Code or configuration opens a connection or sends a request to `target`: a URL, `host:port`, host, connection string or discovery name. */
export interface UsesAddress {
  readonly kind: 'uses-address';
  readonly at: Span;
  readonly protocol: Protocol;
  /** Absent: a client without an address, `new Redis()`; its library's default or its configuration decides. */
  readonly target?: Value;
  /** What makes the connection, as its users call it: `axios.post`, `kafkajs`, `nginx proxy_pass`, `@FeignClient`. */
  readonly via: string;
  readonly method?: string;
  /** The path of the request, where the target does not hold it. */
  readonly path?: Value;
  /** The product whose configuration the file is, `nginx`, `logstash`: whoever runs it makes the connection. */
  readonly program?: string;
  /** Who calls, where it is not the owner of the file: the name of a gateway, workload, Dapr app or Aspire resource. */
  readonly caller?: string;
  /**
   * The setting may be shared by many applications and counts only for one that has a library on its classpath whose artifact name
   * contains one of these words: ['amqp', 'rabbit'].
   */
  readonly requires?: readonly string[];
  /** The Spring or .NET profile that the file or document is for. */
  readonly profile?: string;
}

/** A text that looks like an address, written where no known client is seen. Weak alone; strong where it names a known service. */
export interface MentionsAddress {
  readonly kind: 'mentions-address';
  readonly at: Span;
  readonly value: Value;
  /** The variable, field, key or parameter that it is given to. */
  readonly name?: string;
  /** The Spring or .NET profile that the file or document is for. */
  readonly profile?: string;
}

export interface ServesRoute {
  readonly kind: 'serves-route';
  readonly at: Span;
  /** Upper case; `*` for all. */
  readonly method: string;
  /** With parameters as `{name}`: `/orders/{id}`. */
  readonly path: Value;
  readonly via: string;
}

/** `service` as the code names it: `shop.v1.Inventory` or `Inventory`. */
export interface GrpcClient {
  readonly kind: 'grpc-client';
  readonly at: Span;
  readonly service: string;
  readonly target?: Value;
}

export interface GrpcServer {
  readonly kind: 'grpc-server';
  readonly at: Span;
  readonly service: string;
}

export interface Publishes {
  readonly kind: 'publishes';
  readonly at: Span;
  readonly system?: Technology;
  readonly topic: Value;
  readonly via: string;
}

export interface Subscribes {
  readonly kind: 'subscribes';
  readonly at: Span;
  readonly system?: Technology;
  readonly topic: Value;
  readonly via: string;
}

export interface Listens {
  readonly kind: 'listens';
  readonly at: Span;
  readonly port: Value;
  /** The address that it binds, where one is written, or where the library takes one of its own. */
  readonly host?: Value;
}

/** The file starts a program: `@SpringBootApplication`, `func main` of `package main`, `NestFactory.create`, `app.listen`. */
export interface Application {
  readonly kind: 'application';
  readonly at: Span;
  readonly framework: string;
  /** The language's usual name: TypeScript, JavaScript, Go, Java, Python, C#, Ruby, PHP, Rust. */
  readonly language: string;
}

export type Ecosystem = 'npm' | 'go' | 'maven' | 'gradle' | 'nuget' | 'pypi' | 'cargo' | 'gem' | 'composer';

export interface PackageDependency {
  readonly name: string;
  readonly at: Span;
  readonly version?: string;
  /** Folder or file inside the workspace, relative to the manifest: `file:../contracts`, a ProjectReference, a Go `replace`. */
  readonly path?: string;
  readonly development?: boolean;
}

/** One manifest of a package: package.json, go.mod, pom.xml, build.gradle, *.csproj, pyproject.toml, requirements.txt, Cargo.toml, Gemfile, composer.json. */
export interface PackageFact {
  readonly kind: 'package';
  readonly at: Span;
  readonly ecosystem: Ecosystem;
  /** Absent where the manifest has none (requirements.txt). Maven: the artifactId. */
  readonly name?: string;
  readonly dependencies: readonly PackageDependency[];
  /** Globs or folders of members: npm workspaces, Maven modules, Cargo members, Gradle includes. */
  readonly members?: readonly string[];
  /** The runtime that it asks for, as written: `>=20`, `1.24.0`, `>=3.12,<4`. */
  readonly needs?: { readonly runtime: 'node' | 'go' | 'python'; readonly version: string; readonly at: Span };
  /** It is meant to run: a start script, `Microsoft.NET.Sdk.Web`, OutputType Exe, spring-boot plugin, a bin. */
  readonly runs?: boolean;
  /** tsconfig-like path aliases, relative to the manifest. */
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** Folder of the package relative to the manifest, where one manifest names many: Nest projects, Rush. */
  readonly folder?: string;
  /** Another manifest that this one takes its settings from: tsconfig `extends`, Maven `parent` with its relative path. */
  readonly extends?: string;
}

export interface FileFacts {
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
}
