import { describe, expect, test } from 'vitest';
import { said } from './facts-of.ts';

describe('HTTP clients', () => {
  test('fetch calls what its first argument says', () => {
    expect(said('await fetch(`${process.env.ORDERS_URL}/orders`, { method: "post" })')).toEqual(['http POST $ORDERS_URL/orders']);
    expect(said(`fetch('/api/cart')`)).toEqual(['http GET path /api/cart'.replace('GET ', 'GET - ')]);
    expect(said(`fetch(new URL('/orders', process.env.BASE))`)).toEqual(['http GET $BASE/orders']);
  });
  test('a local function named fetch is not the global one', () => {
    expect(said(`import { fetch } from './cache'; fetch('http://a')`)).toEqual([]);
  });
  test('axios is called by method, as a function and with options', () => {
    expect(
      said(
        `import axios from 'axios'; axios.get('http://users/1'); axios({ url: 'http://b', method: 'put' }); axios.request({ baseURL: 'http://c', url: '/d' })`,
      ),
    ).toEqual(['http GET http://users/1', 'http PUT http://b', 'http http://c']);
  });
  test('an instance calls its base', () => {
    expect(
      said(`import axios from 'axios'; const api = axios.create({ baseURL: config.url }); api.post('/x', {}); api.get('http://other/y')`),
    ).toEqual(['http <config.url>', 'http POST <config.url> path /x', 'http GET http://other/y']);
  });
  test('a map, a repository and a cache are not clients', () => {
    expect(said(`const m = new Map(); m.get('http://a'); this.repository.delete('x'); cache.get('/y')`)).toEqual([]);
  });
  test('an injected HttpService is a client', () => {
    expect(
      said(
        `import { HttpService } from '@nestjs/axios'; class A { constructor(private readonly http: HttpService) {} f() { return this.http.get(\`\${this.url}/x\`); } }`,
      ),
    ).toEqual(['http GET <url>/x']);
  });
  test('node takes an address or options', () => {
    expect(
      said(`import http from 'node:http'; http.request({ hostname: process.env.HOST, port: 80, path: '/x' }); http.get('http://a')`),
    ).toEqual(['http $HOST:80 path /x', 'http GET http://a']);
  });
  test('other libraries', () => {
    expect(said(`import got from 'got'; got('http://a').json(); got.extend({ prefixUrl: 'http://b' })`)).toEqual([
      'http http://a',
      'http http://b',
    ]);
    expect(
      said(`const request = require('request'); request('http://a', done); request.defaults({ baseUrl: 'http://b' })`, 'a.js'),
    ).toEqual(['http http://a', 'http http://b']);
    expect(said(`const superagent = require('superagent'); superagent.post('http://a').send({}).set('x', 'y')`, 'a.js')).toEqual([
      'http POST http://a',
    ]);
  });
  test('a proxy calls its target', () => {
    expect(
      said(
        `import { createProxyMiddleware } from 'http-proxy-middleware'; app.use('/a', createProxyMiddleware({ target: process.env.A_URL }))`,
      ),
    ).toEqual(['http $A_URL']);
    expect(said(`import proxy from '@fastify/http-proxy'; fastify.register(proxy, { upstream: 'http://a', prefix: '/a' })`)).toEqual([
      'http http://a',
    ]);
  });
});

describe('other clients', () => {
  test.each([
    [`new WebSocket('ws://a')`, 'websocket ws://a'],
    [`import { io } from 'socket.io-client'; io('http://a')`, 'websocket http://a'],
    [`import nodemailer from 'nodemailer'; nodemailer.createTransport({ host: process.env.SMTP_HOST, port: 25 })`, 'smtp $SMTP_HOST:25'],
    [
      `import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc'; new OTLPTraceExporter({ url: 'http://otel:4317' })`,
      'telemetry http://otel:4317',
    ],
    [
      `import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc'; new OTLPTraceExporter()`,
      'telemetry $OTEL_EXPORTER_OTLP_ENDPOINT',
    ],
    [`import { GraphQLClient } from 'graphql-request'; new GraphQLClient('http://a/graphql')`, 'graphql http://a/graphql'],
    [`import { HttpLink } from '@apollo/client'; new HttpLink({ uri: URI })`, 'graphql <URI>'],
    [
      `import { IntrospectAndCompose } from '@apollo/gateway'; new IntrospectAndCompose({ subgraphs: [{ name: 'a', url: 'http://a' }] })`,
      'graphql http://a',
    ],
    [`class A extends RESTDataSource { override baseURL = process.env.A_URL; }`, 'http $A_URL'],
    [`import net from 'net'; net.connect(6000, 'a')`, 'tcp a'],
  ])('%s', (text, fact) => {
    expect(said(text)).toEqual([fact]);
  });
});

describe('HTTP servers', () => {
  test('express routes, with parameters as OpenAPI writes them', () => {
    expect(
      said(
        `import express from 'express'; const app = express(); app.get('/orders/:id', handler); app.route('/x').post(a).delete(b); app.listen(process.env.PORT || 3000)`,
      ),
    ).toEqual(['serves GET /orders/{id}', 'serves DELETE /x', 'serves POST /x', 'listens $PORT or 3000']);
  });
  test('a router that comes in as a parameter', () => {
    expect(
      said(`module.exports = (router) => { router.get('/a', (req, res) => res.send()); }; client.get('/b', done); app.get('env')`, 'a.js'),
    ).toEqual(['serves GET /a']);
  });
  test('routes of fastify and hapi in objects', () => {
    expect(
      said(`fastify.route({ method: ['GET', 'POST'], url: '/a/:b', handler }); server.route([{ method: 'PUT', path: '/c', handler }])`),
    ).toEqual(['serves GET /a/{b}', 'serves POST /a/{b}', 'serves PUT /c']);
  });
  test('a NestJS controller prefixes its routes', () => {
    expect(
      said(
        `@Controller({ path: 'orders', version: '1' }) class A { @Get(':id') a() {} @Post() b() {} } @Controller() class B { @Get() c() {} }`,
      ),
    ).toEqual(['serves GET /orders/{id}', 'serves POST /orders', 'serves GET /']);
  });
  test('Next.js serves by the place of the file', () => {
    expect(
      said(`export async function GET(request: Request) {} export const POST = async () => {};`, 'web/app/(shop)/api/orders/[id]/route.ts'),
    ).toEqual(['serves GET /api/orders/{id}', 'serves POST /api/orders/{id}']);
    expect(said(`export default async function handler(req, res) {}`, 'pages/api/cart/index.ts')).toEqual(['serves * /api/cart']);
  });
});
