import { expect, test } from 'vitest';
import type { Extractor } from '../../../../src/core/extract/extractor.ts';
import { envoy } from '../../../../src/core/extract/gateways/envoy.ts';
import { haproxy } from '../../../../src/core/extract/gateways/haproxy.ts';
import { kong } from '../../../../src/core/extract/gateways/kong.ts';
import { nginx } from '../../../../src/core/extract/gateways/nginx.ts';
import { facts } from '../configuration-facts.ts';
import { policies } from '../policies.ts';

const told = (extractor: Extractor, path: string, text: string): readonly string[] => policies(facts(extractor, path, text), text);

const ngx = (text: string): readonly string[] => told(nginx, 'web/nginx.conf', text);

test('nginx waits a minute where nobody says how long', () => {
  expect(ngx('server {\n location / {\n proxy_pass http://cart:80;\n }\n}')).toEqual([
    'nginx · waits 60000 · usual · over proxy_pass http://cart:80;',
  ]);
});

test('the directive of the nearest block counts, and that of a block beside does not', () => {
  const text = `http {
 proxy_read_timeout 5m;
 server {
  proxy_read_timeout 20;
  location /a {
   proxy_read_timeout 500ms;
   proxy_pass http://a:80;
  }
  location /b {
   proxy_pass http://b:80;
  }
 }
 server {
  location /c {
   proxy_pass http://c:80;
  }
 }
}`;
  expect(ngx(text)).toEqual([
    'nginx · waits 500 · over proxy_pass http://a:80;',
    'nginx · waits 20000 · over proxy_pass http://b:80;',
    'nginx · waits 300000 · over proxy_pass http://c:80;',
  ]);
});

test('each family of passes has directives of its own', () => {
  const text =
    'server {\n proxy_read_timeout 1s;\n location /a {\n grpc_read_timeout 2s;\n grpc_pass grpc://a:1;\n }\n location /b {\n fastcgi_pass b:1;\n }\n}';
  expect(ngx(text)).toEqual(['nginx · waits 2000 · over grpc_pass grpc://a:1;', 'nginx · waits 60000 · usual · over fastcgi_pass b:1;']);
});

const pool = (servers: string, settings: string): readonly string[] =>
  ngx(`upstream pool {\n${servers}}\nserver {\n location / {\n${settings} proxy_pass http://pool;\n }\n}`).filter(
    line => !line.startsWith('nginx · '),
  );

const APPS = ' server app1:80;\n server app2:80;\n server app3:80;\n';

test('a service is asked as often as it has servers in the pool, unless the number of tries ends it', () => {
  expect(pool(APPS, '')).toEqual(['nginx next upstream · +2 · none · jitter · safe · over proxy_pass http://pool;']);
  expect(pool(APPS, ' proxy_next_upstream_tries 2;\n')).toEqual([
    'nginx next upstream · +1 · none · jitter · safe · over proxy_pass http://pool;',
  ]);
  expect(pool(APPS, ' proxy_next_upstream off;\n')).toEqual([]);
  expect(pool(' server orders:80;\n server stock:80;\n', '')).toEqual([]);
  expect(pool(' server app1:80;\n server app2:80 backup;\n', '')).toEqual([]);
});

test('writes are tried again only where that is asked for', () => {
  expect(pool(APPS, ' proxy_next_upstream error timeout non_idempotent;\n')).toEqual([
    'nginx next upstream · +2 · none · jitter · all · over proxy_pass http://pool;',
  ]);
});

test('streams of nginx carry no requests', () => {
  expect(ngx('stream {\n server {\n proxy_pass db:5432;\n }\n}')).toEqual([]);
});

const route = (action: string, host = '', cluster = ''): string => `static_resources:
  listeners:
    - filter_chains:
        - filters:
            - typed_config:
                route_config:
                  virtual_hosts:
                    - name: all
${host}                      routes:
                        - match: {prefix: /}
                          route: {cluster: cart${action}}
  clusters:
    - name: cart
${cluster}      load_assignment:
        cluster_name: cart
        endpoints:
          - lb_endpoints:
              - endpoint: {address: {socket_address: {address: cart, port_value: 80}}}
`;

const env = (action: string, host?: string, cluster?: string): readonly string[] =>
  told(envoy, 'envoy.yaml', route(action, host, cluster)).map(line => line.replace(/ · over .*$/, ''));

test('a route of Envoy waits fifteen seconds for all tries where nobody says how long', () => {
  expect(env('')).toEqual(['Envoy · waits 15000 · all 15000 · usual']);
  expect(env(', timeout: 2.5s')).toEqual(['Envoy · waits 2500 · all 2500']);
  expect(env(', timeout: {seconds: 3}')).toEqual(['Envoy · waits 3000 · all 3000']);
  expect(env(', timeout: 0s')).toEqual(['Envoy · waits none']);
});

test('a retry policy of Envoy is the route’s own or that of its virtual host', () => {
  expect(env(', retry_policy: {retry_on: 5xx, num_retries: 3, per_try_timeout: 1s}')).toEqual([
    'Envoy · waits 1000 · all 15000',
    'Envoy retry policy · +3 · growing · jitter · all',
  ]);
  expect(env('', '                      retry_policy: {retry_on: "5xx,reset"}\n')[1]).toBe(
    'Envoy retry policy · +1 · growing · jitter · all',
  );
});

test('what never reached the service is no second call there', () => {
  expect(env(', retry_policy: {retry_on: "connect-failure,refused-stream", num_retries: 3}')).toEqual([
    'Envoy · waits 15000 · all 15000 · usual',
  ]);
});

test('a cluster ejects who fails, and limits what is open', () => {
  expect(
    env(
      '',
      '',
      '      outlier_detection: {consecutive_5xx: 5}\n      circuit_breakers: {thresholds: [{priority: DEFAULT, max_requests: 100}]}\n',
    ),
  ).toEqual(['Envoy · waits 15000 · all 15000 · usual', 'Envoy outlier detection · breaks', 'Envoy circuit breaker · most 100']);
});

const backend = (settings: string): string =>
  `defaults\n  mode http\n  timeout server 50s\n  retries 2\nbackend carts\n${settings}  server c1 cart:80 check\n`;

test('HAProxy sends a request again only where it is told for what', () => {
  expect(told(haproxy, 'haproxy.cfg', backend(''))).toEqual(['HAProxy · waits 50000 · over server c1 cart:80 check']);
  expect(told(haproxy, 'haproxy.cfg', backend('  timeout server 3000\n  retry-on 503 response-timeout\n'))).toEqual([
    'HAProxy · waits 3000 · over server c1 cart:80 check',
    'HAProxy retry-on · +2 · all · over server c1 cart:80 check',
  ]);
  expect(told(haproxy, 'haproxy.cfg', backend('  retry-on conn-failure\n'))).toEqual([
    'HAProxy · waits 50000 · over server c1 cart:80 check',
  ]);
});

test('a service of Kong', () => {
  expect(
    told(
      kong,
      'kong.yml',
      '_format_version: "3.0"\nservices:\n  - name: cart\n    url: http://cart:80\n    retries: 2\n    read_timeout: 3000\n',
    ),
  ).toEqual(['Kong · waits 3000 · over http://cart:80', 'Kong retries · +2 · over http://cart:80']);
});
