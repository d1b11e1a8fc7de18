import { expect, test } from 'vitest';
import { csharpModule } from '../../../../../../src/core/extract/code/parse/csharp.ts';
import { csharpReaders } from '../../../../../../src/core/extract/code/read/csharp/csharp-readers.ts';
import { csharpGate, csharpImports } from '../../../../../../src/core/extract/code/read/csharp/gate.ts';
import { factLines } from '../fact-lines.ts';

const facts = factLines({ parse: csharpModule, readers: csharpReaders });

test.each<[rule: string, text: string, means: string[]]>([
  [
    'a typed client with its base address',
    'services.AddHttpClient<IOrders, Orders>(c => c.BaseAddress = new Uri(configuration["Urls:Orders"]));',
    ['uses http $Urls:Orders'],
  ],
  [
    'a target-typed address and service discovery',
    'services.AddHttpClient<Orders>(o => o.BaseAddress = new("https+http://orders"));',
    ['uses http https+http://orders'],
  ],
  [
    'a request below the base address',
    'class A(HttpClient http) { Task F() => http.GetFromJsonAsync<B>($"/orders/{id}"); }',
    ['uses http GET path /orders/<id>'],
  ],
  ['a request to a whole address', 'var c = new HttpClient(); c.PostAsync("http://orders/new", b);', ['uses http POST http://orders/new']],
  ['a cache with the same method is no client', 'class A(IDistributedCache cache) { void F() { cache.GetAsync("x"); } }', []],
  ['a message for a request', 'var m = new HttpRequestMessage(HttpMethod.Put, url); client.SendAsync(m);', ['uses http PUT <url>']],
  [
    'Refit, RestSharp and YARP',
    'RestService.For<IApi>("http://a"); new RestClient("http://b"); app.MapForwarder("/c/{**rest}", "http://c");',
    ['uses http http://a', 'uses http http://b', 'uses http http://c', 'serves * /c/{rest}'],
  ],
  [
    'the address of an options class',
    'class A(IOptions<Urls> options) { void F() { var c = new HttpClient(); c.GetStringAsync($"{options.Value.Orders}/x"); } }',
    ['uses http GET <Urls.Orders>/x', 'takes Urls:Orders'],
  ],
  [
    'controllers',
    '[Route("api/[controller]")] class OrdersController { [HttpGet("{id:int}")] int A() => 1; [HttpPost] int B() => 1; [HttpPut("/all")] int C() => 1; }',
    ['serves GET /api/Orders/{id}', 'serves POST /api/Orders', 'serves PUT /all'],
  ],
  [
    'minimal APIs in groups',
    'var v = app.MapGroup("/v1"); var o = v.MapGroup("orders"); o.MapGet("/{id}", F); o.MapPost("", F);',
    ['serves GET /v1/orders/{id}', 'serves POST /v1/orders'],
  ],
  [
    'gRPC clients by registration',
    'services.AddGrpcClient<Orders.OrdersClient>(o => { o.Address = new Uri("http://orders"); });',
    ['grpc client Orders http://orders'],
  ],
  [
    'gRPC clients by channel',
    'var ch = GrpcChannel.ForAddress(url); var c = new Shop.Orders.OrdersClient(ch);',
    ['uses grpc <url>', 'grpc client Orders <url>'],
  ],
  [
    'Redis lists, streams and channels',
    'using StackExchange.Redis; var a = db.ListLeftPopAsync("votes").Result; db.ListRightPush("done", v); db.StreamAdd("orders", e); redis.GetSubscriber().Publish(RedisChannel.Literal("news"), m); subscriber.Subscribe("news", h);',
    ['subscribes redis votes', 'publishes redis done', 'publishes redis orders', 'publishes redis news', 'subscribes redis news'],
  ],
  ['a list of another library is no queue', 'list.ListLeftPop("votes");', []],
  ['gRPC servers', 'public class Mine(ILogger l) : Orders.OrdersBase { }', ['grpc server Orders']],
  [
    'Entity Framework',
    'services.AddDbContext<C>(o => o.UseNpgsql(configuration.GetConnectionString("Orders")));',
    ['uses postgres $ConnectionStrings:Orders'],
  ],
  [
    'stores in memory and in files are no services',
    'services.AddDbContext<C>(o => o.UseInMemoryDatabase("x")); services.AddDbContext<D>(o => o.UseSqlite("Data Source=x"));',
    [],
  ],
  [
    'connections',
    'new NpgsqlConnection(a); ConnectionMultiplexer.Connect("redis:6379"); new MongoClient(settings.Value.Url);',
    ['uses postgres <a>', 'uses redis redis:6379', 'uses mongodb <settings.Value.Url>'],
  ],
  ['a redis cache', 'services.AddStackExchangeRedisCache(o => { o.Configuration = configuration["Redis"]; });', ['uses redis $Redis']],
  ['openers that people write', 'var r = OpenRedisConnection("redis");', ['uses redis redis']],
  [
    'Aspire clients take the name of a connection',
    'builder.AddRedisClient("cache"); builder.AddNpgsqlDbContext<C>("orders");',
    ['uses redis $ConnectionStrings:cache', 'uses postgres $ConnectionStrings:orders'],
  ],
  [
    'RabbitMQ',
    'using RabbitMQ.Client; var f = new ConnectionFactory { HostName = "rabbit" }; c.BasicPublish(exchange: "", routingKey: "orders", body: b); c.BasicConsume("paid", true, x);',
    ['uses rabbitmq rabbit', 'publishes rabbitmq orders', 'subscribes rabbitmq paid'],
  ],
  [
    'Kafka',
    'using Confluent.Kafka; var c = new ProducerConfig { BootstrapServers = "k:9092" }; p.ProduceAsync("orders", m); s.Subscribe("paid");',
    ['uses kafka k:9092', 'publishes kafka orders', 'subscribes kafka paid'],
  ],
  [
    'MassTransit consumers and hosts',
    'using MassTransit; class A : IConsumer<Shop.OrderPaid> {} x.UsingRabbitMq((ctx, cfg) => { cfg.Host("rabbit"); });',
    ['subscribes ? OrderPaid', 'uses rabbitmq rabbit'],
  ],
  [
    'what a bus publishes is the class of the message',
    'class A(IPublishEndpoint bus) { void F() { bus.Publish(new OrderPaid(1)); var e = d.Adapt<Shipped>(); bus.Publish(e); } }',
    ['publishes ? OrderPaid', 'publishes ? Shipped'],
  ],
  ['a step of a pipeline hands on what it was given', 'using MassTransit; class A { void F(Order context) { next.Send(context); } }', []],
  [
    'an exchange that is described is not published to',
    'using MassTransit; x.UsingRabbitMq((ctx, cfg) => { cfg.Publish<OrderPaid>(e => e.Durable = true); });',
    [],
  ],
  [
    'EasyNetQ',
    'using EasyNetQ; var bus = RabbitHutch.CreateBus("host=rabbit"); var e = bus.Advanced.ExchangeDeclare("shop", t); bus.Advanced.PublishAsync(e, k, true, m); bus.PubSub.SubscribeAsync<OrderPaid>("me", h);',
    ['uses rabbitmq host=rabbit', 'publishes rabbitmq shop', 'subscribes rabbitmq OrderPaid'],
  ],
  [
    'a mediator of any type beside a bus',
    'using MassTransit; class A(Mine mediator) { void F() { mediator.Publish(new OrderPaid(1)); } }',
    [],
  ],
  [
    'a mediator stays in the process',
    'class A(IMediator mediator) { void F() { mediator.Publish(new OrderPaid(1)); mediator.Send(new B()); } }',
    [],
  ],
  [
    'an event bus',
    'eventBus.Subscribe<OrderPaid, OrderPaidHandler>(); eventBus.Publish(new Shipped());',
    ['subscribes ? OrderPaid', 'publishes ? Shipped'],
  ],
  [
    'Azure Service Bus',
    'using Azure.Messaging.ServiceBus; var c = new ServiceBusClient(s); c.CreateSender("orders"); c.CreateProcessor("paid");',
    ['uses servicebus <s>', 'publishes servicebus orders', 'subscribes servicebus paid'],
  ],
  [
    'Dapr',
    'class A { [Topic("pubsub", "paid")] void F() { dapr.PublishEventAsync("pubsub", "orders", x); dapr.InvokeMethodAsync<B>(HttpMethod.Get, "stock", "items"); } }',
    ['subscribes ? paid', 'publishes ? orders', 'uses http GET stock path items'],
  ],
  [
    'telemetry and mail',
    'b.AddOtlpExporter(o => o.Endpoint = new Uri("http://otel:4317")); new SmtpClient("mail");',
    ['uses telemetry http://otel:4317', 'uses smtp mail'],
  ],
  [
    'a section fills a class',
    'services.Configure<Urls>(configuration.GetSection("Urls")); configuration.GetSection("Bus").Get<BusOptions>();',
    ['reads Urls:*', 'fills Urls from Urls', 'reads Bus:*', 'fills BusOptions from Bus'],
  ],
  [
    'the whole configuration fills a class, and a method that people write over and over takes one from a section',
    'services.Configure<Urls>(configuration); var bus = services.GetOptions<Bus>("Rabbit"); Use(bus.Host);',
    ['fills Urls from all', 'reads Rabbit:*', 'fills Bus from Rabbit', 'takes Bus:Host'],
  ],
  [
    'without a section it is that of the name',
    'builder.Services.AddValidatedOptions<Bus>(); services.AddOptions<Urls>();',
    ['fills Bus from Bus'],
  ],
  [
    'fields of a class of options are declared there, and a method on a field takes the field',
    'class RetryOptions { public int Count { get; set; } } class A(IOptions<RetryOptions> o) { void F() => o.Value.Name.Trim(); }',
    ['takes RetryOptions:Count', 'takes RetryOptions:Name'],
  ],
  ['a program', 'var builder = WebApplication.CreateBuilder(args);', ['application ASP.NET Core']],
])('%s', (_rule, text, means) => {
  expect(facts(text)).toEqual(means);
});

test('an Aspire host names resources and what they are given', () => {
  const host = `var builder = DistributedApplication.CreateBuilder(args);
var cache = builder.AddRedis("cache");
var db = builder.AddPostgres("pg").AddDatabase("orders");
var api = builder.AddProject<Projects.Orders_API>("orders-api").WithReference(db).WaitFor(cache);
builder.AddNpmApp("web", "../web").WithReference(api).WithEnvironment("API", api.GetEndpoint("http"));`;
  expect(facts(host).toSorted()).toEqual(
    [
      'application .NET Aspire',
      'resource cache redis',
      'resource pg postgres',
      'resource orders postgres in pg',
      'resource orders-api project Orders_API',
      'uses postgres pg by orders-api',
      'orders-api waits for cache',
      'resource web program ../web',
      'uses http orders-api by web',
      'gives web API=http://orders-api',
    ].toSorted(),
  );
});

test('a gateway of an Aspire host takes paths for resources, their endpoints and clusters of them', () => {
  const host = `var builder = DistributedApplication.CreateBuilder(args);
var orders = builder.AddProject<Projects.Orders_API>("orders-api");
builder.AddYarp("bff").WithConfiguration(yarp => {
  var cluster = yarp.AddCluster(orders);
  yarp.AddRoute("/api/orders/{*any}", orders.GetEndpoint("http"));
  yarp.AddRoute("/old/{*any}", cluster);
});`;
  expect(facts(host).filter(line => line.includes('path'))).toEqual([
    'uses http orders-api path /api/orders/{*any} by bff',
    'uses http orders-api path /old/{*any} by bff',
  ]);
});

test('a licence header and usings do not open the gate, an address does', () => {
  expect(csharpGate('// http://www.apache.org/licenses\nusing System.Text;\nnamespace A;\nclass B { int C() => 1; }\n')).toBe(false);
  expect(csharpGate('class A { string u = "http://orders"; }')).toBe(true);
  expect(csharpGate('// <auto-generated/>\nclass A { string u = "http://orders"; }')).toBe(false);
});

test('imports are found without parsing', () => {
  expect(
    csharpImports('global using A.B;\nusing C = D.E<F>;\nusing var x = y;\n').map(
      found => `${found.specifier} ${found.names.map(name => name.local).join()}`,
    ),
  ).toEqual(['A.B ', 'D.E C']);
});
