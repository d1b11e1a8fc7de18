import { expect, test } from 'vitest';
import { extract } from '../../../../../../src/core/extract/extractors.ts';
import type { FilePath } from '../../../../../../src/core/model/source.ts';
import { policies } from '../../../policies.ts';
import '../../../../../grammars.ts';

const told = (path: string, text: string): readonly string[] => policies(extract({ path: path as FilePath, text }).facts, text);

/** Requests of a file: `POST Feign charge 300`. */
const sent = (path: string, text: string): readonly string[] =>
  extract({ path: path as FilePath, text }).facts.flatMap(fact =>
    fact.kind === 'sends-request'
      ? [[fact.method, fact.library, fact.via, fact.timeout, fact.key].filter(part => part !== undefined).join(' ')]
      : [],
  );

const service = (imports: string, annotations: string): string =>
  `package shop;\n${imports}\n@Service\nclass Desk {\n  private final StockClient stock;\n  ${annotations}\n  Stock look(String id) {\n    return stock.get(id);\n  }\n}\n`;

const R4J =
  'import io.github.resilience4j.retry.annotation.Retry;\nimport io.github.resilience4j.timelimiter.annotation.TimeLimiter;\nimport io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;';

test('resilience4j names an instance, and is about the clients that the method calls', () => {
  expect(told('Desk.java', service(R4J, '@Retry(name = "stock", fallbackMethod = "none")\n  @CircuitBreaker(name = "stock")'))).toEqual([
    '@Retry · again · over @CircuitBreaker(name = "stock") · types StockClient · named stock',
    '@CircuitBreaker · breaks · over Stock look(String id) { · types StockClient',
  ]);
});

const firstOf = (imports: string, annotation: string): string =>
  told('Desk.java', service(imports, annotation))[0]!.replace(/ · over .*$/, '');

test('each library of annotations counts tries in its own way', () => {
  expect(firstOf('import org.springframework.retry.annotation.Retryable;', '@Retryable')).toBe('@Retryable · +2 · fixed');
  expect(firstOf('import org.springframework.retry.annotation.*;', '@Retryable(maxAttempts = 5, backoff = @Backoff(multiplier = 2))')).toBe(
    '@Retryable · +4 · growing',
  );
  expect(firstOf('import io.micronaut.retry.annotation.Retryable;', '@Retryable(attempts = "2", delay = "2s")')).toBe(
    '@Retryable · +2 · growing',
  );
  expect(firstOf('import io.micronaut.retry.annotation.CircuitBreaker;', '@CircuitBreaker(reset = "30s")')).toBe(
    '@CircuitBreaker · +3 · growing',
  );
  expect(firstOf('import org.eclipse.microprofile.faulttolerance.Retry;', '@Retry(maxRetries = 4, delay = 100)')).toBe(
    '@Retry · +4 · fixed · jitter',
  );
  expect(firstOf('import org.eclipse.microprofile.faulttolerance.Timeout;', '@Timeout(250)')).toBe('@Timeout · waits 250');
  expect(firstOf('import org.eclipse.microprofile.faulttolerance.Timeout;', '@Timeout')).toBe('@Timeout · waits 1000');
  expect(
    firstOf('import com.netflix.hystrix.contrib.javanica.annotation.HystrixCommand;', '@HystrixCommand(fallbackMethod = "none")'),
  ).toBe('@HystrixCommand · breaks');
});

test('an annotation of the same name from elsewhere says nothing', () => {
  expect(told('Desk.java', service('import shop.Retry;', '@Retry(3)'))).toEqual([]);
});

test('on a declared client it is for all of its methods', () => {
  const text =
    'package shop;\nimport io.micronaut.http.client.annotation.Client;\nimport io.micronaut.retry.annotation.Retryable;\n@Client(id = "pay")\n@Retryable(attempts = "2")\npublic interface PayClient {\n  @Post("/charges")\n  Charge charge(@Body Order order);\n  @Get("/charges/{id}")\n  Charge one(String id);\n}\n';
  expect(told('PayClient.java', text)).toEqual(['@Retryable · +2 · growing · over package shop;']);
  expect(sent('PayClient.java', text)).toEqual(['POST Micronaut client charge', 'GET Micronaut client one']);
});

test('methods of a Feign client send requests, with a key where a header says so', () => {
  const text =
    'package shop;\nimport org.springframework.cloud.openfeign.FeignClient;\n@FeignClient(name = "pay", configuration = {C.class})\npublic interface PayClient {\n  @PostMapping("/charges")\n  Charge charge(@RequestHeader("Idempotency-Key") String key, @RequestBody Order order);\n  @RequestMapping(method = RequestMethod.GET, value = "/a")\n  String a();\n}\n';
  expect(sent('PayClient.java', text)).toEqual(['POST Feign charge kept', 'GET Feign a']);
});

test('a bean that tries again is for all Feign clients', () => {
  const text =
    'package shop;\nimport feign.Retryer;\nclass C {\n  @Bean\n  Retryer retryer() {\n    return new Retryer.Default(100, TimeUnit.SECONDS.toMillis(1), 4);\n  }\n}\n';
  expect(told('C.java', text)).toEqual(['Feign Retryer · +3 · growing · every Feign']);
});

const chained = (chain: string): string =>
  `package shop;\nimport org.springframework.web.reactive.function.client.WebClient;\nclass C {\n  private final WebClient web;\n  Mono<A> a() {\n    if (x) { log(); }\n    return web.post().uri("/a").retrieve().bodyToMono(A.class)${chain};\n  }\n}\n`;

test('the chain of a WebClient says how long it waits and how often it tries', () => {
  expect(told('C.java', chained('.retry(3)'))).toEqual([
    'Reactor retry · +3 · none · over web.post().uri("/a").retrieve().bodyToMono(A.class).retry(3)',
  ]);
  expect(told('C.java', chained('.retryWhen(Retry.backoff(2, Duration.ofMillis(200)))'))[0]).toMatch(
    /^Reactor retryWhen · \+2 · growing · jitter/,
  );
  expect(sent('C.java', chained('.timeout(Duration.ofSeconds(3))'))).toEqual(['POST WebClient WebClient.post 3000']);
  expect(sent('C.java', chained('.timeout(Duration.ofSeconds(3))').replace('web.post()', 'web\n      .post()\n      '))).toEqual([
    'POST WebClient WebClient.post 3000',
  ]);
});

const dotnet = (chain: string): readonly string[] =>
  told(
    'Program.cs',
    `var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHttpClient<ICart, CartClient>(c => c.BaseAddress = new("http://cart"))${chain};\n`,
  ).map(line => line.replace(/ · over AddHttpClient.*?(?= · types)/, ''));

test('the standard handler of .NET tries three more times, for ten seconds each and thirty in all', () => {
  expect(dotnet('\n  .AddStandardResilienceHandler()')).toEqual([
    'AddStandardResilienceHandler · +3 · growing · jitter · all · types ICart CartClient',
    'AddStandardResilienceHandler · waits 10000 · all 30000 · usual · breaks · types ICart CartClient',
  ]);
  expect(
    dotnet(
      '.AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 5; o.Retry.DisableForUnsafeHttpMethods(); o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(2); })',
    ),
  ).toEqual([
    'AddStandardResilienceHandler · +5 · growing · jitter · safe · types ICart CartClient',
    'AddStandardResilienceHandler · waits 2000 · all 30000 · breaks · types ICart CartClient',
  ]);
});

test('a policy of Polly stands in the call, in a method or in a variable', () => {
  expect(dotnet('.AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(4, n => TimeSpan.FromSeconds(Math.Pow(2, n))))')).toEqual([
    'AddTransientHttpErrorPolicy · +4 · growing · types ICart CartClient',
  ]);
  const text =
    'services.AddHttpClient("cart").AddPolicyHandler(Again()).AddPolicyHandler(stop);\nvar stop = HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));\nstatic IAsyncPolicy<HttpResponseMessage> Again()\n{\n    return HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(6, n => TimeSpan.FromSeconds(2));\n}\n// HttpClient\n';
  expect(told('Startup.cs', text).map(line => line.replace(/ · over .*$/, ''))).toEqual([
    'AddPolicyHandler · +6 · fixed',
    'AddPolicyHandler · breaks',
  ]);
});

test('defaults of all clients of a .NET program', () => {
  expect(
    told('Extensions.cs', 'builder.Services.ConfigureHttpClientDefaults(http => { http.AddStandardResilienceHandler(); });\n')[0],
  ).toBe('AddStandardResilienceHandler · +3 · growing · jitter · all · every HttpClient');
});

test('defaults that depend on a condition are left to whoever sets it', () => {
  const text =
    'static void Add(IHostApplicationBuilder builder, bool all)\n{\n  if (all)\n  {\n    builder.Services.ConfigureHttpClientDefaults(http => { http.AddStandardResilienceHandler(); });\n  }\n}\n';
  expect(told('Extensions.cs', text)).toEqual([]);
});

test('requests of HttpClient, and the time that their client is given', () => {
  const text =
    'class CartClient {\n  private readonly HttpClient _client;\n  CartClient(HttpClient client) { _client = client; _client.Timeout = TimeSpan.FromSeconds(5); }\n  Task Put(Order o) => _client.PostAsJsonAsync("/carts", o);\n}\n';
  expect(sent('CartClient.cs', text)).toEqual(['POST HttpClient HttpClient.Post 5000']);
});

const go = (imported: string, body: string): readonly string[] =>
  told('desk.go', `package desk\n\nimport (\n\t"net/http"\n\t${imported}\n)\n\nfunc ask() error {\n${body}\n}\n`).map(line =>
    line.replace(/ · over .*$/, ''),
  );

test('libraries of Go', () => {
  expect(
    go(
      '"github.com/cenkalti/backoff/v4"',
      '\treturn backoff.Retry(func() error { return get() }, backoff.WithMaxRetries(backoff.NewExponentialBackOff(), 3))',
    ),
  ).toEqual(['backoff · +3 · growing · jitter']);
  expect(go('"github.com/avast/retry-go"', '\treturn retry.Do(func() error { return get() }, retry.Attempts(5))')).toEqual([
    'retry-go · +4 · growing · jitter',
  ]);
  expect(go('"github.com/avast/retry-go/v4"', '\treturn retry.Do(func() error { return get() })')).toEqual([
    'retry-go · +9 · growing · jitter',
  ]);
  expect(
    go(
      'grpc_retry "github.com/grpc-ecosystem/go-grpc-middleware/retry"',
      '\topts := []grpc_retry.CallOption{grpc_retry.WithMax(3)}\n\tgrpc.WithUnaryInterceptor(grpc_retry.UnaryClientInterceptor(opts...))',
    ),
  ).toEqual(['grpc_retry · +2 · fixed · jitter · every grpc']);
});

test('libraries of JavaScript', () => {
  expect(told('a.ts', "import ky from 'ky';\nexport const api = ky.create({ retry: { limit: 4 } });\n")).toEqual([
    'ky · +4 · growing · safe · by api',
  ]);
  expect(
    told('a.ts', "import { RetryAgent, setGlobalDispatcher, Agent } from 'undici';\nsetGlobalDispatcher(new RetryAgent(new Agent()));\n"),
  ).toEqual(['RetryAgent · +5 · growing · safe · every fetch']);
  expect(
    told(
      'a.ts',
      "import { retry, handleAll } from 'cockatiel';\nconst again = retry(handleAll, { maxAttempts: 2 });\nexport const a = () => again.execute(() => fetch(URL));\n",
    ),
  ).toEqual(['cockatiel · +2 · none · over again.execute(() => fetch(URL))']);
  expect(
    told(
      'a.js',
      "const CircuitBreaker = require('opossum');\nasync function ask() {\n  return fetch(URL);\n}\nmodule.exports = new CircuitBreaker(ask, { timeout: 3000 });\n",
    ),
  ).toEqual(['opossum · waits 3000 · breaks · over ask() {']);
});

test('a service config in a text of code', () => {
  expect(
    told(
      'dial.go',
      'package a\n\nimport "google.golang.org/grpc"\n\nvar o = grpc.WithDefaultServiceConfig(`{"methodConfig": [{"name": [{"service": "a.A"}], "retryPolicy": {"maxAttempts": 3}}]}`)\n',
    ),
  ).toEqual(['gRPC service config · +2 · growing · jitter · services a.A']);
});

test('aiohttp is given a time for all of a request', () => {
  expect(
    sent(
      'a.py',
      'import aiohttp\nasync def a():\n    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:\n        async with session.post("http://b/c") as r:\n            return r\n',
    ),
  ).toEqual(['POST aiohttp session.post']);
});

test('a policy of Polly that is run by hand is about the client that is called', () => {
  const text =
    'class P {\n  static readonly AsyncRetryPolicy again = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(3));\n  private readonly IPrices client;\n  P(HttpClient http) { }\n  Task<A> Price(B b) => again.ExecuteAsync(async () => await client.Price(b));\n}\n';
  expect(told('P.cs', text)).toEqual(['Polly · +3 · fixed · over again.ExecuteAsync(async () => await client.Price(b)) · types IPrices']);
});

test('a handler of a gRPC client of .NET', () => {
  const text =
    'services.AddGrpcClient<Flights.FlightsClient>(o => { o.Address = new Uri("http://flight"); })\n  .AddResilienceHandler("flights", b => { b.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2 }); b.AddTimeout(TimeSpan.FromSeconds(3)); });\n';
  expect(told('Grpc.cs', text).map(line => line.replace(/ · over .*?(?= · types)/, ''))).toEqual([
    'AddResilienceHandler · +2 · growing · jitter · types FlightsClient',
    'AddResilienceHandler · waits 3000 · types FlightsClient',
  ]);
});
