import { expect, test } from 'vitest';
import { goModule } from '../../../../../../src/core/extract/code/parse/go.ts';
import { goGate, goImports } from '../../../../../../src/core/extract/code/read/go/gate.ts';
import { goReaders } from '../../../../../../src/core/extract/code/read/go/go-readers.ts';
import { factLines } from '../fact-lines.ts';

const facts = factLines({ parse: goModule, readers: goReaders });
const inMain = (imports: readonly string[], body: string): string[] =>
  facts(`package shop\nimport (\n${imports.map(name => `"${name}"`).join('\n')}\n)\nfunc f(ctx context.Context) {\n${body}\n}`);

test.each<[rule: string, imports: string[], body: string, means: string[]]>([
  [
    'net/http requests',
    ['net/http'],
    'http.Get("http://a")\nhttp.NewRequestWithContext(ctx, http.MethodPut, url+"/b", nil)',
    ['uses http GET http://a', 'uses http PUT <url>/b'],
  ],
  ['a client of net/http', ['net/http'], 'c := &http.Client{}\nc.Post(u, "x", b)', ['uses http POST <u>']],
  ['a cache with a Get is no client', ['net/http'], 'cache.Get("http://a")', []],
  [
    'a name means what it was given before',
    ['net/http'],
    'u := "http://a"\nhttp.Get(u)\nu = "http://b"\nhttp.Get(u)',
    ['uses http GET http://a', 'uses http GET http://b'],
  ],
  [
    'a local text is the target',
    ['net/http', 'fmt', 'os'],
    'u := fmt.Sprintf("http://%s/x", os.Getenv("A"))\nhttp.Get(u)',
    ['uses http GET http://$A/x'],
  ],
  [
    'resty',
    ['github.com/go-resty/resty/v2'],
    'c := resty.New().SetBaseURL("http://a")\nc.R().SetBody(b).Post("/x")',
    ['uses http http://a', 'uses http POST /x'],
  ],
  [
    'a reverse proxy',
    ['net/http/httputil', 'net/url'],
    'u, _ := url.Parse("http://a")\nhttputil.NewSingleHostReverseProxy(u)',
    ['uses http http://a'],
  ],
  ['routes with a method in the pattern', ['net/http'], 'mux.HandleFunc("POST /a/{id}", h)', ['serves POST /a/{id}']],
  [
    'gorilla routes with methods',
    ['github.com/gorilla/mux'],
    'r.HandleFunc("/a/{id:[0-9]+}", h).Methods("GET", "HEAD")',
    ['serves GET /a/{id}', 'serves HEAD /a/{id}'],
  ],
  [
    'gin groups',
    ['github.com/gin-gonic/gin'],
    'r := gin.Default()\nv1 := r.Group("/v1")\nv1.GET("/a/:id", h)\nr.Run(":8080")',
    ['serves GET /v1/a/{id}', 'listens 8080'],
  ],
  [
    'routes by a function of the program itself that registers handlers',
    ['net/http'],
    'handle("/a/list", app.list)\nhandle("text", app.list)',
    ['serves * /a/list'],
  ],
  ['chi routes', ['github.com/go-chi/chi/v5'], 'r.Get("/a/{id}", h)', ['serves GET /a/{id}']],
  [
    'listening',
    ['net/http', 'net', 'os'],
    'http.ListenAndServe(":"+os.Getenv("PORT"), nil)\nnet.Listen("tcp", ":50051")',
    ['listens $PORT', 'listens 50051'],
  ],
  [
    'a gRPC client with its connection',
    ['google.golang.org/grpc', 'shop/pb'],
    'conn, err := grpc.NewClient("dns:///orders:50051")\nc := pb.NewOrdersClient(conn)',
    ['uses grpc dns:///orders:50051', 'grpc client Orders dns:///orders:50051'],
  ],
  ['a gRPC server', ['google.golang.org/grpc', 'shop/pb'], 'pb.RegisterOrdersServer(s, &server{})', ['grpc server Orders']],
  [
    'a dialer that people write',
    ['google.golang.org/grpc'],
    'mustConnGRPC(ctx, &conn, os.Getenv("ORDERS"))\nmustConnGRPC(ctx, &conn, svc.cartAddr)',
    ['uses grpc $ORDERS', 'uses grpc <svc.cartAddr>'],
  ],
  ['clients of clouds are no gRPC services', ['google.golang.org/grpc', 'cloud.google.com/go/storage'], 'storage.NewReaderClient(ctx)', []],
  [
    'a gateway calls what it registers',
    ['google.golang.org/grpc', 'shop/gen'],
    'gen.RegisterOrdersHandlerFromEndpoint(ctx, mux, "orders:90", opts)',
    ['grpc client Orders orders:90'],
  ],
  [
    'database/sql by driver',
    ['database/sql', 'github.com/lib/pq'],
    'sql.Open("postgres", dsn)\nsql.Open("sqlite3", "x.db")',
    ['uses postgres <dsn>'],
  ],
  ['a driver named by a constant', ['database/sql', 'github.com/go-sql-driver/mysql'], 'sql.Open(driver, dsn)', ['uses mysql <dsn>']],
  ['go-redis', ['github.com/redis/go-redis/v9', 'os'], 'redis.NewClient(&redis.Options{Addr: os.Getenv("REDIS")})', ['uses redis $REDIS']],
  [
    'Redis lists, streams and channels',
    ['github.com/redis/go-redis/v9', 'time'],
    'rdb.RPush(ctx, "votes", b)\nrdb.BLPop(ctx, 0*time.Second, "votes", "urgent")\nrdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: v})\nrdb.XReadGroup(ctx, &redis.XReadGroupArgs{Group: "g", Streams: []string{"orders", ">"}})\nrdb.Publish(ctx, "news", b)\nrdb.Subscribe(ctx, "news")',
    [
      'publishes redis votes',
      'subscribes redis votes',
      'subscribes redis urgent',
      'publishes redis orders',
      'subscribes redis orders',
      'publishes redis news',
      'subscribes redis news',
    ],
  ],
  ['a list of another library is no queue', ['container/list'], 'l.LPush("votes", b)', []],
  ['a redis client with options from elsewhere', ['github.com/redis/go-redis/v9'], 'redis.NewClient(opts.Redis())', []],
  [
    'mongo',
    ['go.mongodb.org/mongo-driver/mongo', 'go.mongodb.org/mongo-driver/mongo/options'],
    'mongo.Connect(ctx, options.Client().ApplyURI("mongodb://m"))',
    ['uses mongodb mongodb://m'],
  ],
  ['pgx pools', ['github.com/jackc/pgx/v5/pgxpool'], 'pgxpool.New(ctx, "postgres://p/d")', ['uses postgres postgres://p/d']],
  ['gorm', ['gorm.io/gorm', 'gorm.io/driver/postgres'], 'gorm.Open(postgres.Open(dsn), nil)', ['uses postgres <dsn>']],
  ['memcached', ['github.com/bradfitz/gomemcache/memcache'], 'memcache.New("cache:11211")', ['uses memcached cache:11211']],
  [
    'kafka-go',
    ['github.com/segmentio/kafka-go'],
    'w := &kafka.Writer{Addr: kafka.TCP("k:9092"), Topic: "orders"}\nkafka.NewReader(kafka.ReaderConfig{Brokers: []string{"k:9092"}, Topic: "paid"})',
    ['uses kafka k:9092', 'publishes kafka orders', 'uses kafka k:9092', 'subscribes kafka paid'],
  ],
  [
    'sarama',
    ['github.com/IBM/sarama'],
    'sarama.NewSyncProducer([]string{addr}, c)\nm := &sarama.ProducerMessage{Topic: "orders"}\ngroup.Consume(ctx, []string{"paid"}, h)',
    ['uses kafka <addr>', 'publishes kafka orders', 'subscribes kafka paid'],
  ],
  [
    'RabbitMQ',
    ['github.com/rabbitmq/amqp091-go'],
    'c, _ := amqp091.Dial("amqp://r")\nq, _ := ch.QueueDeclare("orders", true, false, false, false, nil)\nch.Publish("", "orders", false, false, m)\nch.Consume(q.Name, "", true, false, false, false, nil)',
    ['uses rabbitmq amqp://r', 'publishes rabbitmq orders', 'subscribes rabbitmq orders'],
  ],
  [
    'AMQP 1.0, whose nodes RabbitMQ names by paths',
    ['github.com/Azure/go-amqp'],
    's.NewSender(ctx, "orders", nil)\ns.NewReceiver(ctx, "/queues/orders", nil)\ns.NewReceiver(ctx, "/queues/"+name, nil)',
    ['publishes messaging orders', 'subscribes messaging orders', 'subscribes messaging <name>'],
  ],
  [
    'what teams put around a broker takes a list of topics',
    ['shop.example/pubsub'],
    'pubsub.Subscribe(bus, []string{"orders", topic}, router)\npubsub.Subscribe(func() {}, []string{})',
    ['subscribes ? orders', 'subscribes ? <topic>'],
  ],
  [
    'a message of NATS knows its subject',
    ['github.com/nats-io/nats.go'],
    'm := &nats.Msg{Subject: "orders", Data: b}\nnc.PublishMsg(m)',
    ['publishes nats orders'],
  ],
  [
    'Kitex makes a package of each service',
    ['shop/kitex_gen/stock/stockservice'],
    'stockservice.NewServer(new(StockServiceImpl))\nstockservice.NewClient("stock", o)',
    ['grpc server stockservice', 'grpc client stockservice stock'],
  ],
  [
    'NATS',
    ['github.com/nats-io/nats.go'],
    'nc, _ := nats.Connect("nats://n")\nnc.Publish("orders", b)\nnc.QueueSubscribe("paid", "q", h)',
    ['uses nats nats://n', 'publishes nats orders', 'subscribes nats paid'],
  ],
  [
    'telemetry',
    ['go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc'],
    'otlptracegrpc.New(ctx, otlptracegrpc.WithEndpoint("collector:4317"))',
    ['uses telemetry', 'uses telemetry collector:4317'],
  ],
  ['mail', ['net/smtp'], 'smtp.SendMail("mail:25", a, f, t, m)', ['uses smtp mail:25']],
  [
    'Dapr',
    ['github.com/dapr/go-sdk/client'],
    'c.InvokeMethod(ctx, "orders", "create", "post")\nc.PublishEvent(ctx, "pubsub", "orders", b)',
    ['uses http orders path create', 'publishes ? orders'],
  ],
])('%s', (_rule, imports, body, means) => {
  expect(inMain(imports, body)).toEqual(means);
});

test('func main starts a program', () => {
  expect(facts('package main\nimport "net/http"\nfunc main() {}')).toEqual(['application net/http']);
});

test('tags of a struct read the environment', () => {
  expect(facts('package c\ntype Config struct {\n URL string `env:"ORDERS_URL" envDefault:"http://o"`\n}')).toEqual([
    'reads ORDERS_URL else http://o',
    'binds Config.URL $ORDERS_URL:http://o',
  ]);
});

test('a licence header does not open the gate', () => {
  expect(goGate('// http://www.apache.org/licenses\n\npackage a\n\nfunc Add(a, b int) int { return a + b }\n')).toBe(false);
  expect(goGate('package a\n\nvar u = "http://orders"\n')).toBe(true);
});

test('generated code gives no more than its imports', () => {
  const text =
    '// Code generated by protoc-gen-go. DO NOT EDIT.\npackage pb\n\nimport (\n\tgrpc "google.golang.org/grpc"\n\t_ "embed"\n)\n\nfunc NewAClient() {}\n';
  expect(goGate(text)).toBe(false);
  expect(goImports(text).map(found => `${text.slice(...found.at)} ${found.specifier}`)).toEqual([
    'grpc "google.golang.org/grpc" google.golang.org/grpc',
    '_ "embed" embed',
  ]);
});

test('what a caller gives is not known, whatever else has the same name', () => {
  expect(
    facts('package a\nimport "net/http"\nvar url = "http://b"\nfunc get(url string) { http.Get(url) }\nfunc all() { http.Get(url) }'),
  ).toEqual(['uses http GET ?', 'uses http GET <url>']);
});
