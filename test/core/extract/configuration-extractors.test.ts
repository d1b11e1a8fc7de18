import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { configurationExtractors } from '../../../src/core/extract/configuration-extractors.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

const PATHS = [
  'application.yml',
  'application.properties',
  'appsettings.json',
  'nginx.conf',
  'a.yaml',
  'a.json',
  'a.toml',
  'pom.xml',
  'build.gradle',
  'go.mod',
  'a.csproj',
  'a.proto',
  'a.graphql',
  'run.sh',
  'Caddyfile',
  'a.http',
  'settings.gradle',
];

const VALID = [
  'spring:\n  profiles: docker\n  cloud:\n    gateway:\n      routes:\n        - id: a\n          uri: lb://a\nzuul:\n  routes:\n    a: /a/**\n',
  '{"ReverseProxy":{"Clusters":{"a":{"Destinations":{"b":{"Address":"http://${A:-b}"}}}}},"dependencies":{"a":"1"}}',
  'upstream a {\n server b:80;\n}\nserver {\n set $x a;\n location / {\n proxy_pass http://$x/${Y};\n }\n}\n',
  'openapi: 3.0.0\ninfo:\n  title: a\npaths:\n  /a:\n    get:\n      operationId: b\n',
  'static_resources:\n  clusters:\n    - name: a\n      load_assignment:\n        endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: b, port_value: 1}}}}]}]\n',
  '<project><artifactId>a</artifactId><dependencies><dependency><artifactId>b</artifactId></dependency></dependencies></project>',
  'package a;\nservice B { rpc C (stream D) returns (E) { option (x) = { get: "/a" }; } }\n',
  'type Query { a(b: [Int!] = [1]): String @c }\n',
  'curl -X POST "http://a:80" -d \'x\' | jq .\ncat <<E\n$(redis-cli -h b)\nE\n',
  '[package]\nname = "a"\n[dependencies]\nb = { path = "../b", features = ["c"] }\n[[bin]]\n',
  'input { kafka { bootstrap_servers => "a:9092" } }\noutput { elasticsearch { hosts => ["b:9200"] } }\n',
  'ProxyPass /a http://b/\n<Proxy balancer://c>\nBalancerMember http://d\n</Proxy>\n<match **>\nhost a\n</match>\n',
];

const SIGNS = ['{', '}', '[', ']', '"', "'", '${', '{{', '#', '<', '>', '\n', '\t', ':', '- ', '\\', '=', ';', '/*', '&a', '*a'];

/** A valid text with some of its parts cut, doubled or struck by a sign. */
const mutated = fc
  .tuple(fc.constantFrom(...VALID), fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom(...SIGNS, '')), { maxLength: 6 }))
  .map(([text, edits]) =>
    edits.reduce((now, [at, length, sign]) => {
      const start = at % (now.length + 1);
      return now.slice(0, start) + sign + now.slice(start + (sign === '' ? length : 0));
    }, text),
  );

test('no text makes an extractor throw, and spans lie in the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        mutated,
        fc.string({ unit: 'binary' }),
        fc.array(fc.constantFrom(...SIGNS, 'a', ' ')).map(signs => signs.join('')),
      ),
      fc.constantFrom(...PATHS),
      (text, path) => {
        for (const extractor of configurationExtractors) {
          extractor.mayMatch?.(text);
          const { facts } = extractor.extract({ path: path as FilePath, text });
          for (const { at } of facts)
            expect(
              at[0] >= 0 && at[0] <= at[1] && at[1] <= text.length,
              `${extractor.name} ${path} ${at.join('–')} of ${text.length}`,
            ).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('every extractor has its own name', () => {
  const names = configurationExtractors.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('a construct that is opened again and again is read in linear time', () => {
  const texts = ['${', 'a"', '<a ', '[a]\n', '{"a":', ' ', '\n', 'a', '{{', '<<A\n', '/*', 'a=>[', "server {\n proxy_pass 'x"].map(part =>
    part.repeat(60_000 / part.length),
  );
  const paths = ['a.toml', 'a.conf', 'pom.xml', 'run.sh', 'build.gradle', 'a.proto', 'a.json', 'package.json', 'config.json', 'Caddyfile'];
  const start = process.cpuUsage();
  for (const extractor of configurationExtractors) {
    const included = picomatch([...extractor.include]);
    for (const path of paths.filter(path => included(path))) {
      for (const text of texts) if (extractor.mayMatch?.(text) ?? true) extractor.extract({ path: path as FilePath, text });
    }
  }
  // A quadratic expression takes seconds for one of the texts.
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(8_000);
});
