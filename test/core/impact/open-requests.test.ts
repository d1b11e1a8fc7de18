import { describe, expect, test } from 'vitest';
import { affected, type Workspace } from './impacted.ts';

const POM = (name: string): string => `<project><artifactId>${name}</artifactId></project>`;
const COMPOSE = `services:
  web:
    build: web
    environment: { RATES_URL: 'http://rates/rates' }
  rates:
    build: rates
    environment: { SERVER_PORT: '80' }
`;
const edited = (text: string, from: string, to: string): string => {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, to);
};

const RATES = `package rates;
@RestController
@RequestMapping("/rates")
public class Rates {
  @GetMapping("/percent")
  public int percent() { return 1; }
}
`;

describe('a path that is written apart from its address', () => {
  const builder = `package web;
public class Client {
  int percent(Services services) {
    URI url = UriComponentsBuilder.fromUriString(services.rates())
      .path("/rates/percent").build().toUri();
    return new RestTemplate().getForObject(url, int.class);
  }
}
`;
  const workspace: Workspace = {
    'compose.yaml': COMPOSE,
    'rates/pom.xml': POM('rates'),
    'rates/src/main/resources/application.properties': 'server.servlet.context-path=/v1\n',
    'rates/src/main/java/rates/Rates.java': RATES,
    'web/pom.xml': POM('web'),
    'web/src/main/java/web/Services.java':
      'package web;\n@ConfigurationProperties(prefix = "shop")\npublic record Services(String rates) {}\n',
    'web/src/main/resources/application.properties': 'shop.rates=http://rates/rates\n',
    'web/src/main/java/web/Client.java': builder,
  };
  test('fits the route without what its server puts before it', async () => {
    const path = 'rates/src/main/java/rates/Rates.java';
    expect(await affected(workspace, { [path]: edited(RATES, '/percent', '/share') })).toEqual([
      'broken web web/src/main/java/web/Client.java:5',
    ]);
  });
});

describe('an interface says the routes', () => {
  const api = `package api;
public interface RatesApi {
  @GetMapping("/rates/percent")
  int percent();
}
`;
  const workspace = (client: Workspace): Workspace => ({
    'compose.yaml': COMPOSE,
    'pom.xml':
      '<project><artifactId>shop</artifactId><modules><module>api</module><module>rates</module><module>web</module></modules></project>',
    'api/pom.xml': POM('api'),
    'api/src/main/java/api/RatesApi.java': api,
    'rates/pom.xml': POM('rates'),
    'rates/src/main/java/rates/Rates.java':
      'package rates;\nimport api.RatesApi;\n@RestController\npublic class Rates implements RatesApi {\n  public int percent() { return 1; }\n}\n',
    'web/pom.xml': POM('web'),
    ...client,
  });
  const path = 'api/src/main/java/api/RatesApi.java';
  const after = { [path]: edited(api, '/rates/percent', '/rates/share') };

  test('and a controller that implements it answers there', async () => {
    const source =
      'package web;\npublic class Client {\n  int percent() { return new RestTemplate().getForObject("http://rates/rates/percent", int.class); }\n}\n';
    expect(await affected(workspace({ 'web/src/main/java/web/Client.java': source }), after)).toContain(
      'broken web web/src/main/java/web/Client.java:3',
    );
  });
});

describe('a client whose base somebody else tells', () => {
  const server = `[Route("/api/[controller]")]
public class RatesController : Controller
{
    [HttpGet("{id}")]
    public int One(string id) => 1;
}
`;
  const workspace: Workspace = {
    'compose.yaml': COMPOSE,
    'rates/rates.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
    'rates/Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
    'rates/RatesController.cs': server,
    'web/web.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
    'web/Program.cs':
      'var builder = WebApplication.CreateBuilder(args);\nvar http = new HttpClient { BaseAddress = new Uri("http://rates/api") };\nvar rates = RestService.For<IRates>(http);\nbuilder.Build().Run();\n',
    'web/IRates.cs': 'public interface IRates\n{\n    [Get("/rates/{id}")]\n    Task<int> One(string id);\n}\n',
  };
  test('asks for the end of the route', async () => {
    expect(await affected(workspace, { 'rates/RatesController.cs': edited(server, '{id}', 'by-id/{id}') })).toEqual([
      'broken web web/IRates.cs:3',
    ]);
  });
});

const exported = (path: string): string => `const app = require('express')();\napp.get('${path}', list);\nmodule.exports = app;\n`;
const server = (path: string): string => exported(path).replace('module.exports = app;', 'app.listen(80);');

const calling = (client: string, file = 'web/src/deals.js'): Workspace => ({
  'compose.yaml': 'services:\n  web: { build: web }\n  products: { build: products }\n',
  'products/package.json': '{"name":"products","dependencies":{"express":"4"}}',
  'products/index.js': server('/deals'),
  'web/package.json': '{"name":"web","dependencies":{"react":"18"}}',
  'web/src/api.js':
    "import axios from 'axios';\nexport const axiosClient = axios.create();\nexport const productsUrl = process.env.REACT_APP_PRODUCTS_URL;\n",
  [file]: client,
});

describe('an address that nobody sets', () => {
  test.each([
    [
      'is that of the service whose name it has',
      "import { axiosClient, productsUrl } from './api';\nexport const load = () => axiosClient.get(productsUrl + 'deals');\n",
      'web/src/deals.js',
      'broken web web/src/deals.js:2',
    ],
    [
      'is that of the only service that serves the path',
      'export const load = () => fetch(`${process.env.REACT_APP_BACKEND}/deals`);\n',
      'web/src/deals.js',
      'broken web web/src/deals.js:1',
    ],
    [
      'is found in the script of a component',
      '<template><p /></template>\n<script>\nfetch(`${import.meta.env.VITE_BACKEND}/deals`);\n</script>\n',
      'web/src/Deals.vue',
      'broken web web/src/Deals.vue:3',
    ],
  ])('%s', async (_, client, file, expected) => {
    expect(await affected(calling(client, file), { 'products/index.js': server('/offers') })).toEqual([expected]);
  });

  test('is not that of a service that serves what every server has', async () => {
    const client = 'export const load = () => fetch(`${process.env.REACT_APP_BACKEND}/health`);\n';
    const before = { ...calling(client), 'products/index.js': server('/health') };
    expect(await affected(before, { 'products/index.js': server('/alive') })).toEqual([]);
  });
});

describe('a request through a gateway that serves nothing itself', () => {
  const workspace: Workspace = {
    'compose.yaml': 'services:\n  web: { build: web }\n  gate: { build: gate }\n  products: { build: products }\n',
    'products/package.json': '{"name":"products","dependencies":{"express":"4"}}',
    'products/index.js': server('/products/deals'),
    'gate/Dockerfile': 'FROM nginx\nCOPY nginx.conf /etc/nginx/nginx.conf\n',
    'gate/nginx.conf': 'http { server { listen 80; location /api/ { proxy_pass http://products/; } } }\n',
    'web/package.json': '{"name":"web","dependencies":{"react":"18"}}',
    'web/src/index.js': "fetch('http://gate/api/products/deals');\n",
  };
  test('is one of whoever it hands it to', async () => {
    expect(await affected(workspace, { 'products/index.js': server('/products/offers') })).toContain('broken web web/src/index.js:1');
  });
});

test('a program that express generates starts in bin/www', async () => {
  const workspace: Workspace = {
    'compose.yaml': 'services:\n  web: { build: web }\n  products: { build: products }\n',
    'products/package.json': '{"name":"products","scripts":{"start":"node ./bin/www"},"dependencies":{"express":"4"}}',
    'products/bin/www': "#!/usr/bin/env node\nconst app = require('../app');\nrequire('http').createServer(app).listen(80);\n",
    'products/app.js': exported('/deals'),
    'web/package.json': '{"name":"web"}',
    'web/index.js': "fetch('http://products/deals');\n",
  };
  expect(await affected(workspace, { 'products/app.js': exported('/offers') })).toEqual(['broken web web/index.js:1']);
});

test('a client that is generated from a contract asks for the paths in its templates', async () => {
  const server = RATES.replace('"/percent"', '"/{id}/percent"');
  const workspace: Workspace = {
    'compose.yaml': COMPOSE,
    'rates/pom.xml': POM('rates'),
    'rates/src/main/java/rates/Rates.java': server,
    'web/pom.xml': POM('web'),
    'web/src/main/java/web/App.java':
      'package web;\n@SpringBootApplication\npublic class App {\n  @Value("${RATES_URL}") String rates;\n}\n',
    'web/src/main/java/web/PercentRequestBuilder.java':
      'package web;\n@jakarta.annotation.Generated("com.microsoft.kiota")\npublic class PercentRequestBuilder extends BaseRequestBuilder {\n  PercentRequestBuilder(RequestAdapter adapter) {\n    super(adapter, "{+baseurl}/rates/{id}/percent{?day}", null);\n  }\n}\n',
  };
  const after = { 'rates/src/main/java/rates/Rates.java': edited(server, 'percent"', 'share"') };
  expect(await affected(workspace, after)).toContain('broken web web/src/main/java/web/PercentRequestBuilder.java:5');
});
