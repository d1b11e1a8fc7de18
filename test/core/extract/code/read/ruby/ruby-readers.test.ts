import { expect, test } from 'vitest';
import { rubyModule } from '../../../../../../src/core/extract/code/parse/ruby.ts';
import { rubyReaders } from '../../../../../../src/core/extract/code/read/ruby/ruby-readers.ts';
import { sayings } from '../said.ts';

const said = sayings(rubyModule, rubyReaders);

test.each([
  [
    'a request with a variable and a fallback',
    'HTTParty.get("#{ENV.fetch("ORDERS") { "http://o" }}/x")',
    ['uses http GET ${ORDERS|http://o}/x'],
  ],
  [
    'a connection of Faraday puts its base before its paths',
    'conn = Faraday.new(url: "http://stock")\nconn.get("/items")',
    ['uses http http://stock', 'uses http GET http://stock /items'],
  ],
  [
    'a connection of Faraday may have its base alone',
    'Faraday.new(ENV["STOCK"] || "http://stock").get("/items")',
    ['uses http GET ${STOCK|http://stock} /items', 'uses http ${STOCK|http://stock}'],
  ],
  ['a route that names an action needs no block', 'get "/orders" => "orders#index"', ['serves GET /orders']],
  ['Net::HTTP by host and port', 'Net::HTTP.new("stock", 80)', ['uses http stock:80']],
  [
    'Redis by its URL',
    '@redis = Redis.new(url: ENV["REDIS_URL"] || "redis://r")\n@redis.lpush("jobs", 1)',
    ['uses redis ${REDIS_URL|redis://r}', 'publishes redis jobs'],
  ],
  ['Bunny by keyword or text', 'Bunny.new("amqp://mq")', ['uses rabbitmq amqp://mq']],
  ['routes of Sinatra have a block', "require 'sinatra'\nget '/orders/:id' do\n 1\nend", ['starts sinatra', 'serves GET /orders/{id}']],
  ['a request of a test is no route', "get '/orders/1'", []],
  [
    'a job is queued and worked under its class',
    'class A\n include Sidekiq::Job\nend\nA.perform_async(1)',
    ['subscribes redis A', 'publishes redis A'],
  ],
  ['a stub has its address', 'Shop::Stock::Stub.new("stock:50051", :this_channel_is_insecure)', ['calls Stock stock:50051']],
  ['a service class is served', 'class A < Shop::Stock::Service\nend', ['serves Stock']],
])('%s', (_rule, text, facts) => expect(said(text)).toEqual(facts));

test('routes of Rails stand in its routes file', () => {
  expect(said("get '/orders', to: 'orders#index'", 'config/routes.rb')).toEqual(['serves GET /orders']);
});
