import { expect, test } from 'vitest';
import { nginx } from '../../../../src/core/extract/gateways/nginx.ts';
import { said } from '../configuration-facts.ts';

const passes = (text: string) => said(nginx, 'web/nginx.conf', text);

test('a pass without a path sends the path of its location', () => {
  expect(passes('server {\n location /cart {\n  proxy_pass http://cart:80;\n }\n}')).toEqual(['http http://cart:80 /cart']);
  expect(passes('server {\n location /cart {\n  proxy_pass http://cart:80/;\n }\n}')).toEqual(['http http://cart:80/']);
});

test('an upstream is its servers, and one that nobody names counts by itself', () => {
  expect(
    passes('upstream pool {\n  server a:1 weight=2;\n  server b:1;\n}\nserver {\n location / {\n proxy_pass http://pool/x;\n }\n}'),
  ).toEqual(['http http://a:1/x', 'http http://b:1/x']);
  expect(passes('upstream pool {\n server a:1;\n}')).toEqual(['http a:1']);
});

test('variables of envsubst stay variables, those that `set` gives are followed, those of nginx are not known', () => {
  expect(
    passes(
      'server {\n set $cart http://cart;\n location / {\n proxy_pass $cart:80;\n }\n location /b {\n proxy_pass http://${B_HOST}:80/;\n }\n location /c {\n proxy_pass http://$host/;\n }\n}',
    ),
  ).toEqual(['http http://cart:80 /', 'http http://${B_HOST}:80/', 'http http://?/', 'mentions http://cart']);
});

test('comments, sockets and files without the shape of nginx give nothing', () => {
  expect(passes('server {\n # proxy_pass http://a;\n location / {\n proxy_pass http://unix:/run/a.sock;\n }\n}')).toEqual([]);
  expect(passes('proxy_pass is a word here')).toEqual([]);
});

test('gRPC, FastCGI and streams have their own protocol', () => {
  expect(
    passes(
      'http {\n server {\n location /a {\n grpc_pass grpc://a:50051;\n }\n location /b {\n fastcgi_pass php:9000;\n }\n }\n}\nstream {\n server {\n proxy_pass db:5432;\n }\n}',
    ),
  ).toEqual(['grpc grpc://a:50051 /a', 'http php:9000 /b', 'tcp db:5432']);
});
