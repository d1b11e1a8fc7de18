import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exampleOf } from '../../core/verify/requests/http-arbitrary.ts';
import type { Content, HttpOperation, OperationName } from '../../core/verify/requests/http-operation.ts';
import { isJsonType } from '../../core/verify/requests/http-request.ts';
import { openApi, type ContractTexts, type OpenApi } from '../../core/verify/requests/open-api.ts';
import { SandboxError } from '../sandbox-error.ts';
import { counter, UNKNOWN_CALL, type Counter } from './calls.ts';
import type { Mock } from './mock.ts';
import { requestMisfit } from './request-misfit.ts';
import { routes, type Route } from './routes.ts';

export async function httpMock(contracts: readonly ContractTexts[]): Promise<Mock> {
  const calls = counter();
  const server = createServer(mockHandler(contracts, calls));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    endpoint: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    calls: calls.calls,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Document {
  readonly path: string;
  readonly document: OpenApi;
  readonly route: Route<OperationName>;
}

/** Answers what a contract describes, and says in a sentence what of a request does not fit it. */
export function mockHandler(contracts: readonly ContractTexts[], calls: Counter): RequestListener {
  const documents = contracts.map((contract): Document => {
    const document = openApi(contract);
    if (!document)
      throw new SandboxError(
        `${contract.path} is no OpenAPI document that can be read, so no mock can answer by it; correct it or name another.`,
      );
    return { path: contract.path, document, route: routes(document.operations, document.base) };
  });
  return (request, response) =>
    void bodyOf(request).then(
      body => answer({ request, response, body }, documents, calls),
      () => response.destroy(),
    );
}

const LARGEST = 16_000_000;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
}

function answer({ request, response, body }: Exchange, documents: readonly Document[], { count }: Counter): void {
  const method = request.method ?? 'GET';
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const found = documents.map(({ document, route }) => ({ document, routed: route(method, path) }));
  const hit = found.find(({ routed }) => 'operation' in routed);
  if (!hit || !('operation' in hit.routed)) {
    count(UNKNOWN_CALL);
    const allowed = [...new Set(found.flatMap(({ routed }) => ('allowed' in routed ? routed.allowed : [])))];
    const names = documents.map(({ path }) => path).join(' and ');
    if (allowed.length > 0) return refuse(response, 405, `${names} has no ${method} ${path}, but ${allowed.join(', ')}.`);
    return refuse(response, 404, `${names} has no path ${path}.`);
  }
  const { document, routed } = hit;
  const operation = document.operation(routed.operation.id)!;
  count(operation.id);
  const refusal = requestMisfit(
    { operation, values: routed.values, query: new URLSearchParams(query), headers: request.headers, body },
    document,
  );
  if (refusal) return refuse(response, refusal.status, refusal.why);
  good(response, operation, document);
}

function refuse(response: ServerResponse, status: number, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}

/** The first status of success that the contract has, with its example or a body that is made. */
function good(response: ServerResponse, operation: HttpOperation, { answered }: OpenApi): void {
  const [status, contents] = [...operation.answers]
    .filter(([status]) => /^[23]/.test(status))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))[0] ?? ['200', operation.answers.get('default') ?? []];
  const code = /^\d{3}$/.test(status) ? Number(status) : Number(status[0]) * 100;
  const content = contents.find(({ mediaType }) => isJsonType(mediaType)) ?? contents[0];
  if (!content || code === 204 || code === 304) return void response.writeHead(code).end();
  const value = exampleOf(content.schema, answered, content.examples);
  response.writeHead(code, { 'content-type': typeOf(content) });
  response.end(
    operation.method === 'HEAD' ? undefined : isJsonType(content.mediaType) || typeof value !== 'string' ? JSON.stringify(value) : value,
  );
}

const typeOf = ({ mediaType }: Content): string => (mediaType.includes('*') ? 'application/json' : mediaType);
