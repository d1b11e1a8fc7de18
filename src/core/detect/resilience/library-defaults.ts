/** What a client does where nobody tells it anything. */
export interface LibraryDefault {
  /** Milliseconds that it waits for an answer; `none`: for ever. */
  readonly timeout: number | 'none';
  /** Tries after the first. */
  readonly retries: number;
  readonly source: string;
}

/** By the names that facts give libraries. */
export const LIBRARY_DEFAULTS: Readonly<Record<string, LibraryDefault>> = {
  requests: { timeout: 'none', retries: 0, source: 'https://pylint.pycqa.org/en/latest/user_guide/messages/warning/missing-timeout.html' },
  urllib: { timeout: 'none', retries: 0, source: 'https://docs.python.org/3/library/urllib.request.html' },
  httpx: { timeout: 5000, retries: 0, source: 'https://www.python-httpx.org/advanced/timeouts/' },
  axios: { timeout: 'none', retries: 0, source: 'https://bun.com/docs/lint/rules/bun/axios-no-unbounded-requests' },
  '@nestjs/axios': { timeout: 'none', retries: 0, source: 'https://docs.nestjs.com/techniques/http-module' },
  // It gives up after five minutes without a header or a piece of the body, which is for ever to whoever waits.
  fetch: { timeout: 'none', retries: 0, source: 'https://undici.nodejs.org/#/docs/api/Client' },
  'node-fetch': { timeout: 'none', retries: 0, source: 'https://github.com/node-fetch/node-fetch' },
  got: { timeout: 'none', retries: 2, source: 'https://github.com/sindresorhus/got/blob/main/documentation/6-timeout.md' },
  ky: { timeout: 10_000, retries: 2, source: 'https://github.com/sindresorhus/ky#retry' },
  undici: { timeout: 300_000, retries: 0, source: 'https://github.com/nodejs/undici/blob/main/docs/docs/api/Client.md' },
  aiohttp: { timeout: 300_000, retries: 0, source: 'https://docs.aiohttp.org/en/stable/client_quickstart.html#timeouts' },
  superagent: { timeout: 'none', retries: 0, source: 'https://ladjs.github.io/superagent/#timeouts' },
  'net/http': { timeout: 'none', retries: 0, source: 'https://pkg.go.dev/net/http#Client' },
  RestTemplate: {
    timeout: 'none',
    retries: 0,
    source:
      'https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/http/client/SimpleClientHttpRequestFactory.html',
  },
  WebClient: {
    timeout: 'none',
    retries: 0,
    source:
      'https://docs.spring.io/spring-framework/reference/web/webflux-webclient/client-builder.html#webflux-client-builder-reactor-timeout',
  },
  RestClient: { timeout: 'none', retries: 0, source: 'https://docs.spring.io/spring-framework/reference/integration/rest-clients.html' },
  Feign: { timeout: 60_000, retries: 0, source: 'https://github.com/OpenFeign/feign/blob/master/core/src/main/java/feign/Request.java' },
  'Micronaut client': { timeout: 10_000, retries: 0, source: 'https://docs.micronaut.io/latest/guide/configurationreference.html' },
  'MicroProfile REST client': { timeout: 30_000, retries: 0, source: 'https://quarkus.io/guides/rest-client#timeouts' },
  HttpClient: {
    timeout: 100_000,
    retries: 0,
    source: 'https://learn.microsoft.com/dotnet/api/system.net.http.httpclient.timeout',
  },
  grpcio: { timeout: 'none', retries: 0, source: 'https://grpc.io/docs/guides/deadlines/' },
  'grpc-go': { timeout: 'none', retries: 0, source: 'https://grpc.io/docs/guides/deadlines/' },
};
