import { expect, test } from 'vitest';
import { rustModule } from '../../../../../../src/core/extract/code/parse/rust.ts';
import { rustGate, rustImports } from '../../../../../../src/core/extract/code/read/rust/gate.ts';
import { rustReaders } from '../../../../../../src/core/extract/code/read/rust/rust-readers.ts';
import { factLines } from '../fact-lines.ts';

const facts = factLines({ parse: rustModule, readers: rustReaders });
const inFunction = (uses: string, body: string): string[] => facts(`${uses}\nasync fn f() {\n${body}\n}`);

test.each<[rule: string, uses: string, body: string, means: string[]]>([
  ['reqwest functions', '', 'reqwest::get("http://a").await?;', ['uses http GET http://a']],
  [
    'a reqwest client',
    'use reqwest::Client;',
    'let c = Client::new();\nc.post(format!("{}/x", env::var("A").unwrap())).send().await?;',
    ['uses http POST $A/x'],
  ],
  ['a map with a get is no client', 'use reqwest::Client;', 'cache.get("x");', []],
  [
    'axum routes',
    'use axum::{Router, routing::get};',
    'Router::new().route("/a/:id", get(one).post(two));',
    ['serves POST /a/{id}', 'serves GET /a/{id}'],
  ],
  ['actix-web listening', 'use actix_web::{HttpServer, web};', 'HttpServer::new(x).bind(("0.0.0.0", 8080))?;', ['listens 8080']],
  [
    'a tonic client',
    'use shop::orders_client::OrdersClient;',
    'let c = OrdersClient::connect("http://orders:1").await?;',
    ['grpc client Orders http://orders:1'],
  ],
  ['a tonic server', 'use shop::orders_server::OrdersServer;\nuse tonic::Status;', 'OrdersServer::new(s);', ['grpc server Orders']],
  [
    'sqlx pools',
    'use sqlx::postgres::PgPoolOptions;',
    'PgPoolOptions::new().max_connections(5).connect(&env::var("DB").unwrap()).await?;',
    ['uses postgres $DB'],
  ],
  ['tokio-postgres without a use', '', 'tokio_postgres::connect("host=db", NoTls).await?;', ['uses postgres host=db']],
  ['diesel', 'use diesel::pg::PgConnection;', 'PgConnection::establish(&url);', ['uses postgres <url>']],
  ['redis', '', 'redis::Client::open("redis://r")?;', ['uses redis redis://r']],
  [
    'mongodb',
    'use mongodb::{Client, options::ClientOptions};',
    'Client::with_uri_str("mongodb://m").await?;',
    ['uses mongodb mongodb://m'],
  ],
  [
    'rdkafka',
    'use rdkafka::ClientConfig;',
    'let p = ClientConfig::new().set("bootstrap.servers", "k:9092").create()?;\np.send(FutureRecord::to("orders").payload(&x));\nc.subscribe(&["paid"])?;',
    ['uses kafka k:9092', 'publishes kafka orders', 'subscribes kafka paid'],
  ],
  [
    'lapin',
    'use lapin::Connection;',
    'Connection::connect("amqp://r", o).await?;\nch.basic_publish("", "orders", o, b, p).await?;\nch.basic_consume("paid", "me", o, t).await?;',
    ['uses rabbitmq amqp://r', 'publishes rabbitmq orders', 'subscribes rabbitmq paid'],
  ],
  [
    'async-nats',
    '',
    'let c = async_nats::connect("nats://n").await?;\nc.publish("orders", b).await?;',
    ['uses nats nats://n', 'publishes nats orders'],
  ],
])('%s', (_rule, uses, body, means) => {
  expect(inFunction(uses, body)).toEqual(means);
});

test('attributes of rocket and actix-web are routes', () => {
  expect(facts('use rocket::get;\n#[get("/a/<id>?<q>")]\nfn a() {}\n#[actix_web::post("/b/{id}")]\nfn b() {}')).toEqual([
    'serves GET /a/{id}',
    'serves POST /b/{id}',
  ]);
});

test('an implementation of a generated trait serves it', () => {
  expect(facts('#[tonic::async_trait]\nimpl Orders for Shop {}')).toEqual(['grpc server Orders']);
});

test('main starts a program', () => {
  expect(facts('use axum::Router;\n#[tokio::main]\nasync fn main() {}')).toEqual(['application axum']);
});

test('clap fields read the environment', () => {
  expect(
    facts(
      'struct Args {\n #[arg(long, env = "ORDERS_URL", default_value = "http://o")]\n orders: String,\n #[clap(long, env)]\n port: u16,\n}',
    ),
  ).toEqual(['reads ORDERS_URL else http://o', 'binds Args.orders $ORDERS_URL:http://o', 'reads PORT', 'binds Args.port $PORT']);
});

test('a licence header does not open the gate, an address does', () => {
  expect(rustGate('// http://www.apache.org/licenses\n\npub fn add(a: i32) -> i32 { a }\n')).toBe(false);
  expect(rustGate('const U: &str = "http://orders";')).toBe(true);
});

test('imports are found without parsing', () => {
  const text = 'use a::b::{c, d as e};\npub use f::*;\nuse g;\n';
  expect(rustImports(text).map(found => `${found.specifier} ${found.names.map(name => `${name.local}=${name.imported}`).join()}`)).toEqual([
    'a::b c=c',
    'a::b e=d',
    'f ',
    'g g=*',
  ]);
});
