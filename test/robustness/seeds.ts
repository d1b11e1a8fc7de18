/** A valid text of a kind of file, for the kinds that no fixture has. `kind` is the extractor's name. */
export interface Seed {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

const code: readonly Seed[] = [
  {
    kind: 'kotlin',
    path: 'src/main/kotlin/Desk.kt',
    text: 'package desk\nimport org.springframework.web.client.RestTemplate\nimport org.springframework.web.bind.annotation.*\n@RestController\nclass Desk(private val rest: RestTemplate) {\n  @GetMapping("/a/{id}")\n  fun a(id: String) = rest.getForObject("http://depot:7000/shelves/$id", String::class.java)\n}\n',
  },
  {
    kind: 'ruby',
    path: 'app.rb',
    text: "require 'sinatra'\nrequire 'net/http'\nDEPOT = ENV.fetch('DEPOT_URL', 'http://depot:7000')\nget '/a/:id' do\n  Net::HTTP.get(URI(\"#{DEPOT}/shelves/#{params[:id]}\"))\nend\nRedis.new(url: ENV['REDIS_URL'])\n",
  },
  {
    kind: 'rust',
    path: 'src/main.rs',
    text: 'use axum::{routing::get, Router};\nuse std::env;\n#[tokio::main]\nasync fn main() {\n    let depot = env::var("DEPOT_URL").unwrap_or("http://depot:7000".into());\n    reqwest::get(format!("{depot}/shelves")).await.unwrap();\n    let app = Router::new().route("/a/:id", get(a));\n    axum::Server::bind(&"0.0.0.0:3000".parse().unwrap()).serve(app.into_make_service());\n}\n',
  },
];

const pages: readonly Seed[] = [
  {
    kind: 'symfony',
    path: 'config/routes.yaml',
    text: "orders:\n  path: /orders/{id}\n  controller: App\\Orders\n  methods: [GET]\nhost: '%env(int:PORT)%'\n",
  },
  {
    kind: 'pages',
    path: 'src/Orders.vue',
    text: "<template>\n  <p>{{ orders }}</p>\n</template>\n<script setup lang=\"ts\">\nimport axios from 'axios';\nconst load = () => axios.get('http://depot:7000/shelves');\n</script>\n<script>\nfetch('/api/orders');\n</script>\n",
  },
];

const packages: readonly Seed[] = [
  {
    kind: 'tsconfig',
    path: 'tsconfig.json',
    text: '{ // aliases\n "extends": "../base.json", "compilerOptions": { "baseUrl": ".", "paths": { "@post/*": ["libs/*/src"], }, }, }\n',
  },
  {
    kind: 'solution',
    path: 'Post.sln',
    text: 'Microsoft Visual Studio Solution File\nProject("{FAE0}") = "Desk", "src\\Desk\\Desk.csproj", "{1}"\nEndProject\n',
  },
  {
    kind: 'pyproject',
    path: 'pyproject.toml',
    text: '[project]\nname = "desk"\ndependencies = ["flask>=2", "httpx[http2]"]\n[tool.poetry.dependencies]\nmoney = { path = "../money" }\n[project.scripts]\ndesk = "desk:main"\n',
  },
  {
    kind: 'setup.py',
    path: 'setup.py',
    text: 'from setuptools import setup\nsetup(name="desk", install_requires=["flask", \'redis>=4\'], entry_points={"console_scripts": ["desk=desk:main"]})\n',
  },
  {
    kind: 'cargo',
    path: 'Cargo.toml',
    text: '[package]\nname = "desk"\n[dependencies]\nmoney = { path = "../money", features = ["euros"] }\ntokio = "1"\n[workspace]\nmembers = ["crates/*"]\n[[bin]]\nname = "desk"\n',
  },
  {
    kind: 'ruby',
    path: 'Gemfile',
    text: "source 'https://rubygems.org'\ngem 'rails', '~> 7'\ngem 'money', path: '../money'\ngroup :test do\n  gem 'rspec'\nend\n",
  },
];

const deployment: readonly Seed[] = [
  {
    kind: 'image-builds',
    path: 'skaffold.yaml',
    text: 'apiVersion: skaffold/v4beta6\nkind: Config\nbuild:\n  artifacts:\n    - image: desk\n      context: src/desk\n      docker: { dockerfile: Dockerfile }\n',
  },
  {
    kind: 'embedded',
    path: 'config.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: edge\ndata:\n  nginx.conf: |\n    server {\n      location / {\n        proxy_pass http://desk:80;\n      }\n    }\n',
  },
];

const releases: readonly Seed[] = [
  {
    kind: 'helmfile',
    path: 'helmfile.yaml',
    text: 'environments:\n  dev:\n    values: [{ size: small }]\n---\nreleases:\n{{ if eq .Environment.Name "dev" }}\n  - name: desk\n    chart: ./desk\n    values: [env/{{ .Values.size }}.yaml, { a: [1] }]\n    set: [{ name: b, value: 2 }]\n{{ end }}\n',
  },
  {
    kind: 'skaffold-releases',
    path: 'skaffold.yaml',
    text: 'deploy:\n  helm:\n    releases:\n      - name: desk\n        chartPath: desk\n        valuesFiles: [a.yaml]\n        setValues: { b.c: 1 }\nprofiles:\n  - name: live\n    patches:\n      - { op: add, path: /deploy/helm/releases/0/valuesFiles/-, value: b.yaml }\n    manifests: { kustomize: { paths: [k8s] } }\n',
  },
  {
    kind: 'gitops',
    path: 'desk.yaml',
    text: "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec:\n  generators:\n    - matrix:\n        generators:\n          - list: { elements: [{ env: dev }, { env: live }] }\n          - git: { directories: [{ path: apps/* }] }\n  template:\n    metadata: { name: '{{env}}' }\n    spec:\n      source:\n        path: '{{path}}'\n        helm:\n          valueFiles: ['{{ .env }}.yaml']\n          values: |\n            a: [1]\n",
  },
  {
    kind: 'gitops',
    path: 'depot.yaml',
    text: 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: depot }\nspec:\n  chart: { spec: { chart: ./depot, sourceRef: { kind: GitRepository, name: a } } }\n  valuesFrom: [{ kind: Secret, name: b }]\n  values: { c: { d: 1 } }\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: { path: ./apps }\n',
  },
  {
    kind: 'kustomize-helm',
    path: 'kustomization.yaml',
    text: 'helmGlobals: { chartHome: ../charts }\nhelmCharts:\n  - name: desk\n    valuesFile: a.yaml\n    valuesInline: { b: [1] }\n    valuesMerge: merge\n',
  },
  {
    kind: 'release-commands',
    path: 'up.sh',
    text: 'CHART=charts/desk\nARGS=(-f a.yaml --set b={c,d})\nfor e in dev live; do\n  cd "$(dirname "$0")" && helm upgrade --install "desk-$e" ${CHART:-x} \\\n    -f "$e.yaml" ${ARGS[@]} --set-string t=$(git rev-parse HEAD)\ndone\nkubectl apply -k overlays/$1\n',
  },
  {
    kind: 'release-commands',
    path: 'Makefile',
    text: 'HELM ?= helm\nup: build\n\t@$(HELM) upgrade desk ./desk -f $(ENV).yaml --set a=$$B\n\tkustomize build k8s | kubectl apply -f -\n',
  },
  {
    kind: 'release-commands',
    path: '.github/workflows/up.yml',
    text: 'jobs:\n  up:\n    strategy: { matrix: { env: [dev, live], include: [{ env: test }] } }\n    environment: ${{ matrix.env }}\n    steps:\n      - run: |\n          helm upgrade desk ./desk -f ${{ matrix.env }}.yaml\n      - uses: azure/k8s-bake@v3\n        with: { helmChart: desk, overrides: "a:b" }\n',
  },
  {
    kind: 'release-commands',
    path: 'Jenkinsfile',
    text: 'stage("up") {\n  sh "helm upgrade desk ./desk --set \\"a=b c\\""\n  sh \'\'\'\n    kubectl apply -k k8s\n  \'\'\'\n}\n',
  },
  {
    kind: 'tilt-releases',
    path: 'Tiltfile',
    text: "k8s_yaml(helm('./desk', name='desk', values=['a.yaml'], set=['b=c']))\nk8s_yaml(kustomize('./k8s'))\nhelm_resource('depot', './depot', flags=['--set=a=b'])\nlocal('helm template e f')\n",
  },
  {
    kind: 'terraform-releases',
    path: 'main.tf',
    text: 'resource "helm_release" "desk" {\n  name = "desk-${var.env}"\n  chart = "${path.module}/desk"\n  values = [file("a.yaml"), <<-EOF\n    b: {\n  EOF\n  ]\n  set {\n    name = "c"\n    value = 1\n  }\n}\n',
  },
];

/** How calls wait and are tried again. */
const resilience: readonly Seed[] = [
  {
    kind: 'grpc-service-config',
    path: 'service-config.json',
    text: '{\n  "methodConfig": [\n    { "name": [{ "service": "post.Desk" }], "timeout": "1.5s", "retryPolicy": { "maxAttempts": 4, "initialBackoff": "0.1s" } },\n    { "name": [{}], "hedgingPolicy": { "maxAttempts": 3 } }\n  ]\n}\n',
  },
  {
    kind: 'nginx',
    path: 'nginx.conf',
    text: 'upstream desks {\n  server desk1:80 max_fails=3;\n  server desk2:80;\n  keepalive 8;\n}\nserver {\n  limit_req zone=a burst=5;\n  proxy_read_timeout 1h 30m;\n  location / {\n    proxy_next_upstream error timeout non_idempotent;\n    proxy_next_upstream_tries 2;\n    proxy_pass http://desks;\n  }\n}\n',
  },
  {
    kind: 'envoy',
    path: 'envoy.yaml',
    text: 'static_resources:\n  listeners:\n    - virtual_hosts:\n        - retry_policy: { retry_on: 5xx }\n          routes:\n            - match: { prefix: /, headers: [{ name: ":method", exact_match: GET }] }\n              route: { cluster: desk, timeout: { seconds: 3, nanos: 5 }, retry_policy: { retry_on: "5xx,reset", num_retries: 3, per_try_timeout: 0.25s } }\n  clusters:\n    - name: desk\n      outlier_detection: {}\n      circuit_breakers: { thresholds: [{ max_requests: 9 }] }\n      load_assignment:\n        endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: desk, port_value: 80 } } } }] }]\n',
  },
  {
    kind: 'haproxy',
    path: 'haproxy.cfg',
    text: 'defaults\n  timeout server 50s\n  retries 2\nbackend desk\n  retry-on 503 response-timeout\n  server one desk:80 check\n',
  },
  {
    kind: 'kong',
    path: 'kong.yml',
    text: '_format_version: "3.0"\nservices:\n  - name: desk\n    url: http://desk:80\n    retries: 2\n    read_timeout: 3000\n',
  },
  {
    kind: 'java',
    path: 'src/main/java/Desk.java',
    text: 'package desk;\nimport io.github.resilience4j.retry.annotation.Retry;\nimport com.netflix.hystrix.contrib.javanica.annotation.HystrixCommand;\nimport org.springframework.web.reactive.function.client.WebClient;\n@FeignClient(name = "depot")\ninterface DepotClient {\n  @PostMapping("/shelves")\n  Shelf put(@RequestBody Shelf shelf);\n}\nclass Desk {\n  private final DepotClient depot;\n  private final WebClient web = WebClient.create("http://depot");\n  @Bean Retryer retryer() { return new Retryer.Default(100, SECONDS.toMillis(1), 4); }\n  @Retry(name = "depot")\n  @HystrixCommand(commandProperties = @HystrixProperty(name = "execution.isolation.thread.timeoutInMilliseconds", value = "300"))\n  Shelf a(Shelf s) { return depot.put(s); }\n  Mono<Shelf> b() { return web.post().uri("/a").retrieve().bodyToMono(Shelf.class).timeout(Duration.ofSeconds(3)).retryWhen(Retry.backoff(2, D)); }\n}\n',
  },
  {
    kind: 'csharp',
    path: 'Program.cs',
    text: 'using Polly;\nvar again = Policy.Handle<Exception>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));\nservices.ConfigureHttpClientDefaults(http => { http.AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 5; }); });\nservices.AddHttpClient<IDesk, DeskClient>(c => c.BaseAddress = new("http://desk")).AddPolicyHandler(Again()).AddPolicyHandler(again);\nawait again.ExecuteAsync(() => httpClient.PostAsJsonAsync("/a", b));\nstatic IAsyncPolicy Again() { return Policy.TimeoutAsync<HttpResponseMessage>(10); }\n',
  },
  {
    kind: 'go',
    path: 'dial.go',
    text: 'package desk\n\nimport (\n\t"net/http"\n\n\t"github.com/avast/retry-go"\n\t"github.com/cenkalti/backoff/v4"\n\tgrpc_retry "github.com/grpc-ecosystem/go-grpc-middleware/retry"\n\t"google.golang.org/grpc"\n)\n\nconst tries = 3\n\nvar c = grpc.WithDefaultServiceConfig(`{"methodConfig": [{"name": [{}], "timeout": "1s"}]}`)\n\nfunc a() error {\n\tgrpc.WithUnaryInterceptor(grpc_retry.UnaryClientInterceptor(grpc_retry.WithMax(tries)))\n\tbackoff.Retry(func() error { return get() }, backoff.WithMaxRetries(b, 3))\n\treturn retry.Do(func() error { return get() }, retry.Attempts(tries))\n}\n',
  },
  {
    kind: 'javascript',
    path: 'ask.ts',
    text: "import ky from 'ky';\nimport { RetryAgent, setGlobalDispatcher, Agent, request } from 'undici';\nimport { retry, handleAll, ExponentialBackoff } from 'cockatiel';\nimport CircuitBreaker from 'opossum';\nconst api = ky.create({ prefixUrl: 'http://desk', retry: { limit: 4, methods: ['post'] } });\nsetGlobalDispatcher(new RetryAgent(new Agent(), { maxRetries: 3 }));\nconst again = retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() });\nasync function ask() {\n  return again.execute(() => request('http://depot/a'));\n}\nexport const breaker = new CircuitBreaker(ask, { timeout: 3000 });\nawait api.post('a');\n",
  },
];

const gateways: readonly Seed[] = [
  {
    kind: 'envoy',
    path: 'envoy.yaml',
    text: 'static_resources:\n  clusters:\n    - name: desk\n      load_assignment:\n        endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: desk, port_value: 80 } } } }] }]\n',
  },
  {
    kind: 'krakend',
    path: 'krakend.json',
    text: '{ "version": 3, "endpoints": [{ "endpoint": "/a/{id}", "method": "GET", "backend": [{ "host": ["http://desk:80"], "url_pattern": "/a/{id}" }] }] }\n',
  },
  { kind: 'apisix', path: 'apisix.yaml', text: 'routes:\n  - uri: /a/*\n    upstream:\n      nodes:\n        "desk:80": 1\n#END\n' },
  {
    kind: 'apache',
    path: 'httpd.conf',
    text: '<VirtualHost *:80>\n  ProxyPass /a http://desk:80/a\n  <Proxy "balancer://b">\n    BalancerMember http://depot:81\n  </Proxy>\n  RewriteRule ^/b(.*) http://shelf:82$1 [P]\n</VirtualHost>\n',
  },
  {
    kind: 'haproxy',
    path: 'haproxy.cfg',
    text: 'frontend web\n  bind *:80\n  default_backend desk\nbackend desk\n  server one desk:80 check\n  server-template two 2 depot:81\n',
  },
  { kind: 'varnish', path: 'default.vcl', text: 'vcl 4.1;\nbackend default {\n  .host = "desk";\n  .port = "80";\n}\n' },
  { kind: 'tyk', path: 'api.json', text: '{ "name": "a", "proxy": { "listen_path": "/a/", "target_url": "http://desk:80" } }\n' },
  {
    kind: 'express-gateway',
    path: 'gateway.config.yml',
    text: 'http:\n  port: 8080\napiEndpoints:\n  a:\n    host: "*"\nserviceEndpoints:\n  desk:\n    url: "http://desk:80"\npipelines:\n  default:\n    apiEndpoints: [a]\n    policies:\n      - proxy:\n          - action: { serviceEndpoint: desk }\n',
  },
  {
    kind: 'graphql-gateway',
    path: '.meshrc.yaml',
    text: 'sources:\n  - name: Desk\n    handler:\n      graphql:\n        endpoint: http://desk:80/graphql\n',
  },
  {
    kind: 'graphql-gateway',
    path: 'supergraph.yaml',
    text: 'federation_version: 2\nsubgraphs:\n  desk:\n    routing_url: http://desk:80/graphql\n    schema: { file: ./desk.graphql }\n',
  },
  {
    kind: 'supergraph',
    path: 'supergraph.graphql',
    text: 'enum join__Graph {\n  DESK @join__graph(name: "desk", url: "http://desk:80/graphql")\n}\n',
  },
  {
    kind: 'development-proxy',
    path: 'proxy.conf.json',
    text: '{ "/api/*": { "target": "http://localhost:8080", "secure": false }, "/b": "http://desk:80" }\n',
  },
];

const observability: readonly Seed[] = [
  {
    kind: 'prometheus',
    path: 'prometheus.yml',
    text: "scrape_configs:\n  - job_name: desk\n    static_configs:\n      - targets: ['desk:80', depot:81]\nremote_write:\n  - url: http://store:9009/write\n",
  },
  {
    kind: 'opentelemetry-collector',
    path: 'otel-collector.yaml',
    text: 'receivers:\n  otlp: { protocols: { grpc: {} } }\nexporters:\n  otlp/trace:\n    endpoint: jaeger:4317\n  prometheus: { endpoint: "0.0.0.0:8889" }\nservice:\n  pipelines:\n    traces: { receivers: [otlp], exporters: [otlp/trace] }\n',
  },
  {
    kind: 'grafana',
    path: 'datasources.yaml',
    text: 'apiVersion: 1\ndatasources:\n  - name: Prometheus\n    type: prometheus\n    url: http://prometheus:9090\n',
  },
  {
    kind: 'logstash',
    path: 'logstash.conf',
    text: 'input { kafka { bootstrap_servers => "kafka:9092" topics => ["logs"] } }\noutput { elasticsearch { hosts => ["http://elastic:9200"] } }\n',
  },
  {
    kind: 'log-shipping',
    path: 'filebeat.yml',
    text: 'filebeat.inputs:\n  - type: log\n    paths: [/var/log/*.log]\noutput.logstash:\n  hosts: ["logstash:5044"]\n',
  },
  {
    kind: 'fluent',
    path: 'fluent.conf',
    text: '<match **>\n  @type elasticsearch\n  host elastic\n  port 9200\n</match>\n<match b>\n  @type forward\n  <server>\n    host next\n  </server>\n</match>\n',
  },
];

const contracts: readonly Seed[] = [
  {
    kind: 'asyncapi',
    path: 'asyncapi.yaml',
    text: 'asyncapi: 2.6.0\ninfo: { title: Post, version: "1" }\nchannels:\n  parcel.sent:\n    publish: { message: { $ref: "#/a" } }\n    subscribe: { operationId: b }\n',
  },
  {
    kind: 'graphql',
    path: 'schema.graphql',
    text: 'type Query {\n  "All of them."\n  parcels(after: ID = "1", first: [Int!]): [Parcel!]! @a(b: "c")\n}\nextend type Mutation { send(id: ID!): Parcel }\ntype Parcel { id: ID! }\n',
  },
  {
    kind: 'sql',
    path: 'schema.sql',
    text: 'CREATE TABLE IF NOT EXISTS shop.orders (id int);\n-- CREATE TABLE old (id int)\nINSERT INTO users VALUES (1);\ncreate table `items` (id int);\n',
  },
  {
    kind: 'cpp',
    path: 'stock.cc',
    text: '#include <grpcpp/grpcpp.h>\nclass StockImpl final : public Stock::Service {\n  Status Reserve(ServerContext* context, const R* request, A* answer) override;\n};\nvoid f() { auto price_stub = Price::NewStub(channel); price_stub->Get(&context, request, &answer); }\n',
  },
  {
    kind: 'faultline',
    path: '.faultline/config.yaml',
    text: 'services:\n  - name: orders\n    same: [order-processor, services/orders/]\napart:\n  - [billing, billing-worker]\n',
  },
  {
    kind: 'http-file',
    path: 'requests.http',
    text: '@host = http://localhost:8080\n### one\nPOST {{host}}/parcels HTTP/1.1\nContent-Type: application/json\n\n{ "a": 1 }\n###\nGET http://desk:80/a\n',
  },
];

export const seeds: readonly Seed[] = [
  ...pages,
  ...code,
  ...packages,
  ...deployment,
  ...releases,
  ...resilience,
  ...gateways,
  ...observability,
  ...contracts,
];
