import { Memory } from '../../src/core/environments/memory.ts';
import type { Cursor, OpenText, System } from '../../src/core/elements/system.ts';
import { endsOf } from '../../src/core/elements/ends.ts';
import { ToldEnds } from '../../src/workspace/told-ends.ts';
import { extract } from '../../src/core/extract/extractors.ts';
import { FactsIndex } from '../../src/core/index/facts-index.ts';
import { snapshot } from '../../src/core/index/snapshot.ts';
import type { Files } from '../../src/core/manifests/files.ts';
import type { FilePath, Location } from '../../src/core/model/source.ts';
import { sharedPackages, telling } from '../../src/workspace/view.ts';

/** Texts by path; `|` in one of them is where the cursor stands. */
export type Texts = Readonly<Record<string, string>>;

const withoutMarker = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replace('¦', '')]));

export function systemOf(marked: Texts): System {
  const texts = withoutMarker(marked);
  const index = new FactsIndex();
  index.apply(Object.entries(texts).map(([path, text]) => ({ kind: 'set', source: { path: path as FilePath, text } })));
  const files: Files = {
    read: path => texts[path],
    under: folder => (Object.keys(texts) as FilePath[]).filter(path => folder === '' || path.startsWith(`${folder}/`)).toSorted(),
  };
  const linked = snapshot(index, { files, memory: new Memory() });
  const shared = sharedPackages(linked.graph);
  const ends = endsOf(
    new Map(new ToldEnds().news(linked.navigation!.places().occurrences, linked.linesOf)!.files.map(({ file, ends }) => [file, ends])),
  );
  return { snapshot: linked, ends, facts: new Map([...index.files].map(([path, { facts }]) => [path, telling(facts, shared)])) };
}

export function openText(texts: Texts, path: string): OpenText {
  const text = texts[path]!.replace('¦', '');
  const system = systemOf(texts);
  const { facts } = extract({ path: path as FilePath, text });
  return { system, path: path as FilePath, text, facts: telling(facts, sharedPackages(system.snapshot.graph)) };
}

/** The cursor at the broken bar ¦, which no text of code has. */
export function cursorIn(texts: Texts): Cursor {
  const [path, text] = Object.entries(texts).find(([, text]) => text.includes('¦'))!;
  return { ...openText(texts, path), offset: text.indexOf('¦') };
}

/** `compose.yaml:3` for each location. */
export const linkIn =
  ({ snapshot: { place } }: System) =>
  (location: Location): string =>
    `${location.file}:${place(location).line}`;

/** A web shop of three services, compose and a contract. */
export const SHOP: Texts = {
  'compose.yaml': `services:
  web:
    build: web
    environment:
      ORDERS_URL: http://orders:8080
    depends_on: [orders]
  orders:
    build: orders
    ports: ["8081:8080"]
    environment:
      STOCK_ADDRESS: stock:50051
      NATS_URL: nats://nats:4222
  stock:
    build: stock
  nats:
    image: nats:2
`,
  'web/package.json': '{"name":"web","scripts":{"start":"node index.ts"},"dependencies":{"axios":"1"}}',
  'web/index.ts': `import axios from 'axios';
const orders = process.env.ORDERS_URL ?? 'http://localhost:8081';
export const place = () => axios.post(\`\${orders}/orders\`, {});
`,
  'orders/package.json':
    '{"name":"orders","scripts":{"start":"node index.ts"},"dependencies":{"express":"5","nats":"2","@grpc/grpc-js":"1"}}',
  'orders/index.ts': `import express from 'express';
import { connect } from 'nats';
import * as grpc from '@grpc/grpc-js';
const app = express();
app.post('/orders', (_request, response) => {
  response.json({});
});
app.get('/health', (_request, response) => response.json({}));
const nats = await connect({ servers: process.env.NATS_URL });
nats.publish('order.created', '');
const stock = new shop.v1.Stock(process.env.STOCK_ADDRESS ?? 'stock:50051', grpc.credentials.createInsecure());
app.listen(8080);
`,
  'stock/package.json': '{"name":"stock","scripts":{"start":"node index.ts"},"dependencies":{"@grpc/grpc-js":"1"}}',
  'stock/index.ts': `import * as grpc from '@grpc/grpc-js';
const server = new grpc.Server();
server.addService(shop.v1.Stock.service, { reserve: () => undefined });
server.bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), () => undefined);
`,
  'contracts/stock.proto': `syntax = "proto3";
package shop.v1;
service Stock {
  rpc Reserve (Request) returns (Answer);
}
message Request { string sku = 1; }
message Answer { bool done = 1; }
`,
};

/** The shop with one text where the cursor is put before the first place that reads so. */
export function shopAt(path: string, before: string, after: string): Texts {
  const text = SHOP[path]!;
  if (!text.includes(before + after)) throw new Error(`${path} does not read ${before}${after}`);
  return { ...SHOP, [path]: text.replace(before + after, `${before}¦${after}`) };
}
