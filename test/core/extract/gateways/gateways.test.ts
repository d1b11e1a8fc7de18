import { expect, test } from 'vitest';
import { apache } from '../../../../src/core/extract/gateways/apache.ts';
import { apisix } from '../../../../src/core/extract/gateways/apisix.ts';
import { caddy } from '../../../../src/core/extract/gateways/caddy.ts';
import { developmentProxy } from '../../../../src/core/extract/gateways/development-proxy.ts';
import { envoy } from '../../../../src/core/extract/gateways/envoy.ts';
import { expressGateway } from '../../../../src/core/extract/gateways/express-gateway.ts';
import { graphqlGateway } from '../../../../src/core/extract/gateways/graphql-gateway.ts';
import { haproxy } from '../../../../src/core/extract/gateways/haproxy.ts';
import { kong } from '../../../../src/core/extract/gateways/kong.ts';
import { krakend } from '../../../../src/core/extract/gateways/krakend.ts';
import { traefik } from '../../../../src/core/extract/gateways/traefik.ts';
import { tyk } from '../../../../src/core/extract/gateways/tyk.ts';
import { varnish } from '../../../../src/core/extract/gateways/varnish.ts';
import { said } from '../configuration-facts.ts';

test('Apache: a pass and its reverse are one edge, a reverse alone is one too', () => {
  expect(said(apache, 'a.conf', 'ProxyPass /cart http://cart:80/\nProxyPassReverse /cart http://cart:80/\n')).toEqual([
    'http http://cart:80/ /cart',
  ]);
  expect(said(apache, 'a.conf', '<Location /cart>\n  ProxyPassReverse http://cart\n</Location>\n')).toEqual(['http http://cart /cart']);
  expect(said(apache, 'a.conf', '# ProxyPass /cart http://cart/\nProxyPass /x !\n')).toEqual([]);
});

test('Apache: a balancer is its members', () => {
  expect(
    said(
      apache,
      'a.conf',
      '<Proxy balancer://c>\n BalancerMember http://a:1\n BalancerMember http://b:1\n</Proxy>\nProxyPass /c balancer://c/\n',
    ),
  ).toEqual(['http http://a:1 /c', 'http http://b:1 /c']);
});

test('Apache: a rewrite that proxies is an edge', () => {
  expect(said(apache, 'a.conf', 'RewriteRule ^/x/(.*) http://x:80/$1 [P,L]\nRewriteRule ^/y http://y/ [R]\n')).toEqual([
    'http http://x:80/$1',
  ]);
});

test('APISIX: nodes as a mapping or a list', () => {
  expect(
    said(
      apisix,
      'apisix.yaml',
      'routes:\n  - uri: /a\n    upstream:\n      nodes:\n        "a:80": 1\nupstreams:\n  - nodes:\n      - host: b\n        port: 81\n',
    ),
  ).toEqual(['http a:80', 'http b:81']);
});

test('Caddy: targets on the line and in the block', () => {
  expect(
    said(
      caddy,
      'Caddyfile',
      ':80 {\n  reverse_proxy /api/* api:3000 {$SECOND:b:1}\n  reverse_proxy {\n    to c:80 d:80\n  }\n  to no:80\n}\n',
    ),
  ).toEqual(['http api:3000 /api/', 'http ${SECOND:b:1} /api/', 'http c:80', 'http d:80']);
});

test('development proxies: package.json, proxy.conf.json, rewrites', () => {
  expect(said(developmentProxy, 'web/package.json', '{"proxy":"http://localhost:8080"}')).toEqual(['http http://localhost:8080']);
  expect(said(developmentProxy, 'web/proxy.conf.json', '{"/api/*":{"target":"http://api:80"}}')).toEqual(['http http://api:80 /api/']);
});

const ENVOY = `static_resources:
  listeners:
    - filter_chains:
        - filters:
            - typed_config:
                tracing: {provider: {typed_config: {grpc_service: {envoy_grpc: {cluster_name: spans}}}}}
                route_config:
                  virtual_hosts:
                    - routes:
                        - match: {prefix: /cart}
                          route: {cluster: cart}
                        - match: {prefix: /o}
                          route: {cluster: cart, prefix_rewrite: /orders}
  clusters:
    - name: cart
      load_assignment:
        cluster_name: cart
        endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: "\${CART}", port_value: 80}}}}]}]
    - name: spans
      load_assignment:
        cluster_name: spans
        endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: otel, port_value: 4317}}}}]}]
    - name: shop
      http2_protocol_options: {}
      hosts: [{socket_address: {address: shop, port_value: 50051}}]
`;

test('Envoy: endpoints of clusters, once for each path; tracers are telemetry, HTTP/2 is gRPC', () => {
  expect(said(envoy, 'envoy.yaml', ENVOY)).toEqual([
    'http ${CART}:80 /cart',
    'http ${CART}:80 /orders',
    'telemetry otel:4317',
    'grpc shop:50051',
  ]);
});

test('Express Gateway: service endpoints', () => {
  expect(
    said(expressGateway, 'gateway.config.yml', "serviceEndpoints:\n  a:\n    url: 'http://a:1'\n  b:\n    urls: [http://b:1]\n"),
  ).toEqual(['http http://a:1', 'http http://b:1']);
});

test('GraphQL: subgraphs of a supergraph, by routing or introspection URL', () => {
  expect(
    said(
      graphqlGateway,
      'supergraph.yaml',
      'subgraphs:\n  a:\n    routing_url: http://a/graphql\n  b:\n    schema:\n      subgraph_url: http://b/graphql\n',
    ),
  ).toEqual(['graphql http://a/graphql', 'graphql http://b/graphql']);
});

test('HAProxy: servers of backends, in the mode of their section', () => {
  expect(
    said(
      haproxy,
      'haproxy.cfg',
      'defaults\n  mode http\nfrontend f\n  default_backend b\nbackend b\n  server s1 cart:80 check\nlisten db\n  mode tcp\n  server s pg:5432\n',
    ),
  ).toEqual(['http cart:80', 'tcp pg:5432']);
});

test('Kong: services by URL, by host and port, or through an upstream', () => {
  const text =
    '_format_version: "3.0"\nservices:\n  - name: a\n    url: http://a:1\n    routes: [{paths: [/a]}]\n  - host: b\n    port: 81\n  - host: pool\nupstreams:\n  - name: pool\n    targets: [{target: "c:1"}]\n';
  expect(said(kong, 'kong.yml', text)).toEqual(['http http://a:1 /a', 'http b:81', 'http c:1']);
});

test('KrakenD: each backend of each endpoint', () => {
  const text = '{"version":3,"endpoints":[{"endpoint":"/a","method":"post","backend":[{"host":["http://a:1"],"url_pattern":"/v1"}]}]}';
  expect(said(krakend, 'krakend.json', text)).toEqual(['http http://a:1 POST/v1']);
});

test('Traefik: servers of dynamic configuration in YAML and TOML', () => {
  expect(
    said(traefik, 'dynamic.yml', 'http:\n  services:\n    a:\n      loadBalancer:\n        servers:\n          - url: http://a:1\n'),
  ).toEqual(['http http://a:1']);
  expect(
    said(traefik, 'dynamic.toml', '[http.services.a.loadBalancer]\n[[http.services.a.loadBalancer.servers]]\nurl = "http://a:1"\n'),
  ).toEqual(['http http://a:1']);
});

test('Tyk: the target of an API', () => {
  expect(said(tyk, 'api.json', '{"proxy":{"listen_path":"/a/","target_url":"http://a:1"}}')).toEqual(['http http://a:1 /a/']);
});

test('Varnish: backends', () => {
  expect(said(varnish, 'default.vcl', 'backend default {\n  .host = "web";\n  .port = "8080";\n}\n')).toEqual(['http web:8080']);
});
