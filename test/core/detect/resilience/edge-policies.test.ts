import { expect, test } from 'vitest';
import { edgePolicies, longest } from '../../../../src/core/detect/resilience/edge-policies.ts';
import { systemIn } from '../../../../src/core/detect/system-of-snapshot.ts';
import { retryNonIdempotent } from '../../../../src/core/detect/checks/resilience/retry-non-idempotent.ts';
import { timeoutBudget } from '../../../../src/core/detect/checks/resilience/timeout-budget.ts';
import { retryMultiplication } from '../../../../src/core/detect/checks/resilience/retry-multiplication.ts';
import { said, snapshotOf, type Texts } from '../workspace.ts';

const nameOf = (id: string): string => id.replace(/^\w+:/, '');

/** `web → stock: 4 tries, 1000 of 3000`: each edge that is a call, how often it is tried, and how long each try and all of them wait. */
const told = (texts: Texts): readonly string[] => {
  const system = systemIn(snapshotOf(texts))!;
  return [...edgePolicies(system).values()].map(policy => {
    const { edge, tries, timeout, total, breaks } = policy;
    const times = [timeout && `${timeout.milliseconds}${timeout.usual ? ' by itself' : ''}`, total && `all ${total.milliseconds}`];
    return [
      `${nameOf(edge.from)} → ${nameOf(edge.to)}`,
      `${tries} tries`,
      ...times,
      longest(policy) && `at most ${longest(policy)}`,
      breaks && 'breaks',
    ]
      .filter(Boolean)
      .join(', ');
  });
};

const STOCK = {
  'stock/pom.xml':
    '<project><artifactId>stock</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>',
  'stock/src/main/java/stock/App.java':
    'package stock;\n@SpringBootApplication\npublic class App {\n  public static void main(String[] a) { SpringApplication.run(App.class, a); }\n}\n',
  'stock/Dockerfile': 'FROM eclipse-temurin:21\n',
};

const POM = (name: string, boot = '3.4.1'): string =>
  `<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${boot}</version></parent><artifactId>${name}</artifactId><dependencies><dependency><groupId>org.springframework.cloud</groupId><artifactId>spring-cloud-starter-openfeign</artifactId></dependency></dependencies></project>`;

const desk = (client: string, more: Texts): Texts => ({
  'compose.yaml': 'services:\n  desk: {build: ./desk}\n  stock: {build: ./stock}\n',
  ...STOCK,
  'desk/pom.xml': POM('desk'),
  'desk/Dockerfile': 'FROM eclipse-temurin:21\n',
  'desk/src/main/java/desk/App.java':
    'package desk;\n@SpringBootApplication\npublic class App {\n  public static void main(String[] a) { SpringApplication.run(App.class, a); }\n}\n',
  'desk/src/main/java/desk/StockClient.java': client,
  ...more,
});

const FEIGN =
  'package desk;\nimport org.springframework.cloud.openfeign.FeignClient;\n@FeignClient(name = "stock")\npublic interface StockClient {\n  @GetMapping("/stock/{id}")\n  Stock get(@PathVariable String id);\n}\n';

const DESK = (annotations: string): string =>
  `package desk;\nimport io.github.resilience4j.retry.annotation.Retry;\nimport io.github.resilience4j.timelimiter.annotation.TimeLimiter;\nimport io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;\n@Service\nclass Desk {\n  private final StockClient stock;\n  ${annotations}\n  Stock look(String id) {\n    return stock.get(id);\n  }\n}\n`;

test('a Feign client waits a minute by itself, and as long as its configuration says', () => {
  expect(told(desk(FEIGN, {}))).toEqual(['desk → stock, 1 tries, 60000 by itself, at most 60000']);
  const set = (text: string): readonly string[] => told(desk(FEIGN, { 'desk/src/main/resources/application.yml': text }));
  expect(set('feign.client.config.default.readTimeout: 5000\n')).toEqual(['desk → stock, 1 tries, 5000, at most 5000']);
  expect(
    set(
      'spring:\n  cloud:\n    openfeign:\n      client:\n        config:\n          default: {read-timeout: 5000}\n          stock: {read-timeout: 800}\n',
    ),
  ).toEqual(['desk → stock, 1 tries, 800, at most 800']);
  expect(set('spring.cloud.openfeign.client.config.other.readTimeout: 5000\n')).toEqual([
    'desk → stock, 1 tries, 60000 by itself, at most 60000',
  ]);
});

test('what Feign does by itself is not known where Ribbon may stand below it', () => {
  expect(told(desk(FEIGN, { 'desk/pom.xml': POM('desk', '2.1.4.RELEASE') }))).toEqual(['desk → stock, 1 tries']);
});

const annotatedDesk = (annotations: string, text: string): readonly string[] =>
  told(desk(FEIGN, { 'desk/src/main/java/desk/Desk.java': DESK(annotations), 'desk/src/main/resources/application.yml': text }));

test('an annotation in another file is about the client that the method calls, and configuration has its number', () => {
  expect(annotatedDesk('@Retry(name = "stock-calls")', 'server.port: 80\n')).toEqual([
    'desk → stock, 3 tries, 60000 by itself, at most 180000',
  ]);
  expect(annotatedDesk('@Retry(name = "stock-calls")', 'resilience4j.retry.instances.stock-calls.max-attempts: 5\n')[0]).toMatch(
    /^desk → stock, 5 tries/,
  );
  expect(annotatedDesk('@Retry(name = "stockCalls")', 'resilience4j.retry:\n  configs.default.maxAttempts: 2\n')[0]).toMatch(
    /^desk → stock, 2 tries/,
  );
  expect(
    annotatedDesk('@TimeLimiter(name = "s")\n  @CircuitBreaker(name = "s")', 'resilience4j.timelimiter.instances.s.timeoutDuration: 2s\n'),
  ).toEqual(['desk → stock, 1 tries, 2000, at most 2000, breaks']);
});

test('a bean that tries again is for every Feign client of the program', () => {
  const bean = 'package desk;\nclass C {\n  @Bean\n  Retryer retryer() {\n    return new Retryer.Default();\n  }\n}\n';
  expect(told(desk(FEIGN, { 'desk/src/main/java/desk/C.java': bean }))).toEqual(['desk → stock, 5 tries, 60000 by itself, at most 300000']);
});

test('ribbon asks the same server and the next one', () => {
  const text = 'stock:\n  ribbon:\n    MaxAutoRetries: 1\n    MaxAutoRetriesNextServer: 2\n    ReadTimeout: 3000\n';
  expect(told(desk(FEIGN, { 'desk/src/main/resources/application.yml': text }))).toEqual(['desk → stock, 6 tries, 3000, at most 18000']);
});

const proxied = (configuration: Texts): Texts => ({
  'compose.yaml':
    'services:\n  edge: {image: "nginx:1", volumes: ["./edge/nginx.conf:/etc/nginx/nginx.conf", "./edge/envoy.yaml:/etc/envoy/envoy.yaml"]}\n  stock: {build: ./stock}\n',
  ...STOCK,
  ...configuration,
});

test('a proxy waits as its configuration says for each pass', () => {
  const text = 'http {\n server {\n  location / {\n   proxy_read_timeout 20s;\n   proxy_pass http://stock:8080;\n  }\n }\n}\n';
  expect(told(proxied({ 'edge/nginx.conf': text }))).toEqual(['edge → stock, 1 tries, 20000, at most 20000']);
});

const LAYER = (next: string): string => `const axios = require('axios');
const axiosRetry = require('axios-retry');
const api = axios.create({ baseURL: 'http://${next}:8080', timeout: 500 });
axiosRetry(api, { retries: 3 });
const app = require('express')();
app.get('/', async (req, res) => res.json((await api.get('/')).data));
app.listen(8080);
`;

const NODE = (name: string, code: string): Texts => ({
  [`${name}/package.json`]: JSON.stringify({
    name,
    dependencies: { axios: '1', express: '5', 'axios-retry': '4' },
    scripts: { start: 'node server.js' },
  }),
  [`${name}/server.js`]: code,
  [`${name}/Dockerfile`]: 'FROM node:24\nCMD ["node", "server.js"]\n',
});

const ENVOY = `static_resources:
  listeners:
    - filter_chains:
        - filters:
            - typed_config:
                route_config:
                  virtual_hosts:
                    - routes:
                        - match: {prefix: /}
                          route:
                            cluster: orders
                            timeout: 5s
                            retry_policy: {retry_on: 5xx, num_retries: 3, per_try_timeout: 2s}
  clusters:
    - name: orders
      outlier_detection: {}
      load_assignment:
        cluster_name: orders
        endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: orders, port_value: 8080}}}}]}]
`;

test('three retries in three layers, of which one is a proxy', () => {
  const texts = {
    'compose.yaml':
      'services:\n  edge: {image: "envoyproxy/envoy:v1.31", volumes: ["./edge/envoy.yaml:/etc/envoy/envoy.yaml"]}\n  orders: {build: ./orders}\n  stock: {build: ./stock}\n  store: {build: ./store}\n',
    'edge/envoy.yaml': ENVOY,
    ...NODE('orders', LAYER('stock')),
    ...NODE('stock', LAYER('store')),
    ...NODE('store', "const app = require('express')();\napp.get('/', (req, res) => res.send('ok'));\napp.listen(8080);\n"),
  };
  expect(told(texts)).toEqual([
    'edge → orders, 4 tries, 2000, all 5000, at most 5000, breaks',
    'orders → stock, 4 tries, 500, at most 2000',
    'stock → store, 4 tries, 500, at most 2000',
  ]);
  expect(said(retryMultiplication, texts)[0]).toBe(
    'One request at edge can call store 64 times: edge → orders → stock → store try 4 × 4 × 4 times.',
  );
});

const proxiedOrders = (action: string, route: string): Texts => ({
  'compose.yaml':
    'services:\n  edge: {image: "envoyproxy/envoy:v1.31", volumes: ["./edge/envoy.yaml:/etc/envoy/envoy.yaml"]}\n  orders: {build: ./orders}\n',
  'edge/envoy.yaml': ENVOY.replace('retry_on: 5xx', action),
  ...NODE('orders', `const app = require('express')();\napp.${route}, (req, res) => res.send('ok'));\napp.listen(8080);\n`),
});

test('a proxy that sends writes again after an error, though they may have been carried out', () => {
  expect(said(retryNonIdempotent, proxiedOrders('retry_on: 5xx', "post('/orders'"))).toEqual([
    'edge sends POST /orders to orders up to 4 times, and nothing tells it that it is the same one.',
  ]);
  expect(said(retryNonIdempotent, proxiedOrders('retry_on: connect-failure', "post('/orders'"))).toEqual([]);
  expect(said(retryNonIdempotent, proxiedOrders('retry_on: 5xx', "get('/orders'"))).toEqual([]);
});

const DOTNET = (more: Texts): Texts => ({
  'compose.yaml': 'services:\n  shop: {build: ./shop}\n  pay: {image: "pay:1"}\n',
  'shop/Shop.csproj':
    '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup></Project>',
  'shop/Dockerfile': 'FROM mcr.microsoft.com/dotnet/aspnet:9.0\n',
  'shop/PayClient.cs':
    'namespace Shop;\npublic class PayClient(HttpClient client)\n{\n  public Task Charge(Order order) => client.PostAsJsonAsync("/charges", order);\n}\n',
  ...more,
});

const registered = (handler: string): Texts => ({
  'shop/Program.cs': `var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHttpClient<PayClient>(c => c.BaseAddress = new Uri("http://pay"))${handler};\nvar app = builder.Build();\napp.Run();\n`,
});

test('a handler that is registered for a client sends its writes again', () => {
  expect(said(retryNonIdempotent, DOTNET(registered('.AddStandardResilienceHandler()')))).toEqual([
    'shop sends POST by HttpClient.Post up to 4 times, and nothing tells the server that it is the same one.',
  ]);
  expect(said(retryNonIdempotent, DOTNET(registered('.AddStandardResilienceHandler(o => o.Retry.DisableForUnsafeHttpMethods())')))).toEqual(
    [],
  );
  expect(said(retryNonIdempotent, DOTNET(registered('')))).toEqual([]);
  expect(told(DOTNET(registered('.AddStandardResilienceHandler()')))).toEqual([
    'shop → pay, 4 tries, 10000 by itself, all 30000, at most 30000, breaks',
  ]);
});

const asking = (path: string): Texts => ({
  'shop/PayClient.cs': `namespace Shop;\npublic class PayClient(HttpClient client)\n{\n  public Task Ask(Order order) => client.PostAsJsonAsync("${path}", order);\n}\n`,
});

const askingAgain = (path: string): Texts => DOTNET({ ...registered('.AddStandardResilienceHandler()'), ...asking(path) });

test('what only asks by POST is no write', () => {
  expect(said(retryNonIdempotent, askingAgain('/cards/validate'))).toEqual([]);
  expect(said(retryNonIdempotent, askingAgain('/checkout'))).toHaveLength(1);
});

test('a client that is asked for by its name has the policies of that name', () => {
  const texts = DOTNET({
    'shop/PayClient.cs':
      'namespace Shop;\npublic class PayClient\n{\n  private readonly HttpClient _client;\n  public PayClient(IHttpClientFactory factory) { _client = factory.CreateClient("pay"); }\n  public Task Charge(Order order) => _client.PostAsJsonAsync("/charges", order);\n}\n',
    'shop/Program.cs':
      'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHttpClient("pay", c => c.BaseAddress = new Uri("http://pay")).AddPolicyHandler(Again());\nvar app = builder.Build();\napp.Run();\nstatic IAsyncPolicy<HttpResponseMessage> Again()\n{\n  return HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(Math.Pow(2, n)));\n}\n',
  });
  expect(told(texts)).toEqual(['shop → pay, 4 tries']);
  expect(said(retryNonIdempotent, texts)).toEqual([
    'shop sends POST by HttpClient.Post up to 4 times, and nothing tells the server that it is the same one.',
  ]);
});

test('a service config is for the calls of its gRPC services', () => {
  const texts = {
    'compose.yaml': 'services:\n  shop: {build: ./shop}\n  stock: {build: ./stock}\n',
    'proto/stock.proto': 'syntax = "proto3";\npackage depot;\nservice Stock { rpc Get(A) returns (A); }\nmessage A {}\n',
    'stock/Dockerfile': 'FROM golang:1\n',
    'stock/go.mod': 'module stock\n',
    'stock/main.go':
      'package main\n\nimport (\n\t"google.golang.org/grpc"\n\tpb "stock/pb"\n)\n\nfunc main() {\n\ts := grpc.NewServer()\n\tpb.RegisterStockServer(s, &server{})\n}\n',
    'shop/Dockerfile': 'FROM golang:1\n',
    'shop/go.mod': 'module shop\n',
    'shop/main.go':
      'package main\n\nimport (\n\t"google.golang.org/grpc"\n\tpb "shop/pb"\n)\n\nfunc main() {\n\tconn, _ := grpc.NewClient("stock:50051", grpc.WithDefaultServiceConfig(`{"methodConfig": [{"name": [{"service": "depot.Stock"}], "timeout": "2s", "retryPolicy": {"maxAttempts": 4}}]}`))\n\tc := pb.NewStockClient(conn)\n\tc.Get(ctx, &pb.A{})\n}\n',
  };
  expect(told(texts)).toEqual(['shop → stock, 4 tries, all 2000, at most 2000']);
});

const budget = (nginx: string, java: string): readonly string[] =>
  said(timeoutBudget, {
    'compose.yaml':
      'services:\n  edge: {image: "nginx:1", volumes: ["./edge/nginx.conf:/etc/nginx/nginx.conf"]}\n  desk: {build: ./desk}\n  stock: {build: ./stock}\n',
    'edge/nginx.conf': `http {\n server {\n${nginx}  location / {\n   proxy_pass http://desk:8080;\n  }\n }\n}\n`,
    ...STOCK,
    ...Object.fromEntries(Object.entries(desk(FEIGN, {})).filter(([path]) => path !== 'compose.yaml')),
    'desk/src/main/resources/application.yml': java,
  });

test('a proxy gives up before the service behind it does', () => {
  expect(budget('  proxy_read_timeout 10s;\n', 'server.port: 8080\n')).toEqual([
    'edge waits 10 s for desk, which may take 60 s to ask stock.',
  ]);
  expect(budget('', 'feign.client.config.default.readTimeout: 90000\n')).toEqual([
    'edge waits 60 s for desk, which may take 90 s to ask stock.',
  ]);
  expect(budget('  proxy_read_timeout 10s;\n', 'feign.client.config.default.readTimeout: 5000\n')).toEqual([]);
});

test('what a proxy and a library do by themselves nobody has decided', () => {
  expect(budget('', 'server.port: 8080\n')).toEqual([]);
});
