import { appsettings } from './appsettings/index.ts';
import { asyncapi } from './asyncapi/index.ts';
import { dapr } from './dapr/index.ts';
import { embedded } from './embedded/index.ts';
import type { Extractor } from './extractor.ts';
import { faultline } from './faultline/index.ts';
import { siblingsLock } from './faultline/siblings.ts';
import { apache } from './gateways/apache.ts';
import { apisix } from './gateways/apisix.ts';
import { caddy } from './gateways/caddy.ts';
import { developmentProxy } from './gateways/development-proxy.ts';
import { envoy } from './gateways/envoy.ts';
import { expressGateway } from './gateways/express-gateway.ts';
import { graphqlGateway, supergraph } from './gateways/graphql-gateway.ts';
import { haproxy } from './gateways/haproxy.ts';
import { kong } from './gateways/kong.ts';
import { krakend } from './gateways/krakend.ts';
import { nginx } from './gateways/nginx.ts';
import { traefik } from './gateways/traefik.ts';
import { tyk } from './gateways/tyk.ts';
import { varnish } from './gateways/varnish.ts';
import { graphql } from './graphql/index.ts';
import { collector } from './observability/collector.ts';
import { fluent } from './observability/fluent.ts';
import { grafana } from './observability/grafana.ts';
import { logShipping } from './observability/log-shipping.ts';
import { logstash } from './observability/logstash.ts';
import { prometheus } from './observability/prometheus.ts';
import { openapi } from './openapi/index.ts';
import { cargo } from './packages/cargo.ts';
import { composer } from './packages/composer.ts';
import { dotnet, solution } from './packages/dotnet.ts';
import { go } from './packages/go.ts';
import { gradle } from './packages/gradle.ts';
import { maven } from './packages/maven.ts';
import { monorepo } from './packages/monorepo.ts';
import { npm } from './packages/npm.ts';
import { pyproject, requirements, setup } from './packages/python.ts';
import { ruby } from './packages/ruby.ts';
import { tsconfig } from './packages/tsconfig.ts';
import { protobuf } from './protobuf/index.ts';
import { serviceConfig } from './service-config/index.ts';
import { settingsFile } from './settings/index.ts';
import { httpFile } from './shell/http-file.ts';
import { shell } from './shell/index.ts';
import { spring, springRepository } from './spring/index.ts';
import { symfony } from './symfony/index.ts';
import { sql } from './sql/index.ts';

/** Configuration, gateways, package manifests, contracts and scripts. */
export const configurationExtractors: readonly Extractor[] = [
  spring,
  springRepository,
  appsettings,
  settingsFile,
  symfony,
  embedded,
  nginx,
  envoy,
  traefik,
  kong,
  krakend,
  apisix,
  apache,
  haproxy,
  caddy,
  varnish,
  tyk,
  expressGateway,
  graphqlGateway,
  supergraph,
  developmentProxy,
  dapr,
  prometheus,
  collector,
  grafana,
  logstash,
  logShipping,
  fluent,
  npm,
  tsconfig,
  monorepo,
  go,
  maven,
  gradle,
  dotnet,
  solution,
  pyproject,
  requirements,
  setup,
  cargo,
  ruby,
  composer,
  openapi,
  protobuf,
  serviceConfig,
  asyncapi,
  graphql,
  shell,
  httpFile,
  sql,
  faultline,
  siblingsLock,
];
