import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: 'Bot' | 'User' };
  body: string;
}

/** GitHub as far as comments of one pull request go: pages, an account or none, and refusals. */
export interface GitHub {
  readonly api: string;
  readonly comments: Comment[];
  /** `PATCH /repos/…`, in order. */
  readonly asked: string[];
  /** What the server does not do, once each: `POST 403`. */
  readonly refusals: string[];
  readonly close: () => Promise<void>;
}

interface Account {
  /** The account of a personal token; a workflow's own token is not told. */
  readonly login?: string;
}

export async function github({ login }: Account = {}): Promise<GitHub> {
  const state = { comments: [] as Comment[], asked: [] as string[], refusals: [] as string[] };
  const server = createServer((request, response) => {
    void answer(request, state, login).then(({ status, json }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(json));
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    ...state,
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(done => void server.close(() => done())),
  };
}

interface Answer {
  readonly status: number;
  readonly json: unknown;
}

async function answer(request: IncomingMessage, state: Pick<GitHub, 'comments' | 'asked' | 'refusals'>, login?: string): Promise<Answer> {
  let sent = '';
  for await (const part of request) sent += String(part);
  const { method = '', url = '' } = request;
  if (request.headers.authorization !== 'Bearer secret') return { status: 401, json: { message: 'Bad credentials' } };
  if (url === '/user')
    return login === undefined ? { status: 403, json: { message: 'Resource not accessible' } } : { status: 200, json: { login } };
  state.asked.push(`${method} ${url}`);
  const [refused, status] = state.refusals[0]?.split(' ') ?? [];
  if (refused === method) {
    state.refusals.shift();
    return { status: Number(status), json: { message: `Refused with ${status}` } };
  }
  return method === 'GET' ? listed(url, state.comments) : written({ method, url, sent }, state.comments, login);
}

function listed(url: string, comments: readonly Comment[]): Answer {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (pathname !== '/repos/shop/shop/issues/7/comments') return { status: 404, json: { message: 'Not Found' } };
  const size = Number(searchParams.get('per_page'));
  const page = Number(searchParams.get('page'));
  return { status: 200, json: comments.slice((page - 1) * size, page * size) };
}

function written(
  { method, url, sent }: { readonly method: string; readonly url: string; readonly sent: string },
  comments: Comment[],
  login?: string,
): Answer {
  const { body } = JSON.parse(sent) as { readonly body: string };
  if (method === 'POST' && url === '/repos/shop/shop/issues/7/comments') {
    const user = login === undefined ? ({ login: 'github-actions[bot]', type: 'Bot' } as const) : ({ login, type: 'User' } as const);
    comments.push({ id: comments.length + 1, user, body });
    return { status: 201, json: comments.at(-1) };
  }
  const comment = comments.find(({ id }) => method === 'PATCH' && url === `/repos/shop/shop/issues/comments/${id}`);
  if (!comment) return { status: 404, json: { message: 'Not Found' } };
  comment.body = body;
  return { status: 200, json: comment };
}

/** So many comments of people. */
export const talk = (count: number): Comment[] =>
  Array.from({ length: count }, (_, at) => ({ id: 1000 + at, user: { login: `user${at}`, type: 'User' }, body: `Comment ${at}` }));
