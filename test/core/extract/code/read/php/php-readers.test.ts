import { expect, test } from 'vitest';
import { phpModule } from '../../../../../../src/core/extract/code/parse/php.ts';
import { phpReaders } from '../../../../../../src/core/extract/code/read/php/php-readers.ts';
import { sayings } from '../said.ts';

const said = sayings(phpModule, phpReaders);

test.each([
  ['curl with a text put together', 'curl_setopt($c, CURLOPT_URL, getenv("ORDERS") . "/x");', ['uses http ${ORDERS}/x']],
  [
    'a client of Guzzle puts its base before its paths',
    'use GuzzleHttp\\Client; $client = new Client(["base_uri" => "http://stock"]); $client->request("GET", "/items");',
    ['uses http http://stock', 'uses http GET http://stock /items'],
  ],
  ['the facade of Laravel', 'use Illuminate\\Support\\Facades\\Http; Http::post("http://orders/x");', ['uses http POST http://orders/x']],
  ['a file is no address', 'file_get_contents("/tmp/x"); file_get_contents("http://a/b");', ['uses http http://a/b']],
  [
    'a DSN names engine and host',
    'new PDO("mysql:host=" . ($_ENV["DB"] ?? "db") . ";dbname=x");',
    ['uses mysql mysql:host=${DB|db};dbname=x'],
  ],
  ['Redis by host and port', '$redis = new Redis(); $redis->connect("cache", 6379);', ['uses redis cache:6379']],
  [
    'AMQP by host and port',
    'use PhpAmqpLib\\Connection\\AMQPStreamConnection; $c = new AMQPStreamConnection("mq", 5672); $ch->basic_publish($m, "ex", "key");',
    ['uses rabbitmq mq:5672', 'publishes rabbitmq ex', 'publishes rabbitmq key'],
  ],
  [
    'routes of Laravel and Slim',
    'Route::get("/orders/{id}", [C::class, "f"]); $app->map(["GET", "PUT"], "/x", f);',
    ['serves GET /orders/{id}', 'serves GET /x', 'serves PUT /x'],
  ],
  [
    'attributes of Symfony',
    '#[Route("/orders")] class A { #[Route("/{id}", methods: ["GET"])] function f() {} }',
    ['serves GET /orders/{id}'],
  ],
  ['a stub is made with credentials', 'new StockClient(getenv("STOCK"), ["credentials" => C::insecure()]);', ['calls Stock ${STOCK}']],
])('%s', (_rule, text, facts) => expect(said(`<?php ${text}`)).toEqual(facts));

test('a configuration file sets keys under its own name', () => {
  expect(said('<?php return ["orders" => ["url" => env("ORDERS_URL", "http://o")]];', 'app/config/services.php')).toEqual([
    'sets-env services.orders.url ${ORDERS_URL|http://o}',
  ]);
});
