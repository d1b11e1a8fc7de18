import { request, type IncomingMessage } from 'node:http';
import { filled, filledInside, mismatch, type Values } from '../../core/verify/journey-values.ts';
import type { HttpCall } from '../../core/verify/journey.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Endpoint } from '../sandbox.ts';
import { failed, failureOf, PATIENCE_SECONDS, type StepAnswer } from './step-answer.ts';

/** What is sent to one address, on a connection of its own: nothing of an earlier request decides how this one ends. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ReceivedAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
}

export interface Waiting {
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** An answer, or how the connection failed. Rejects when the signal ends everything, and for what HTTP does not allow. */
export async function sendHttp(endpoint: Endpoint, sent: SentRequest, { seconds, signal }: Waiting): Promise<ReceivedAnswer | StepAnswer> {
  const patience = AbortSignal.timeout(Math.ceil(seconds * 1000));
  try {
    return await exchange(endpoint, sent, AbortSignal.any([signal, patience]));
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_INVALID') === true)
      throw new SandboxError(`The request ${sent.method} ${sent.path} cannot be sent: ${message}. Correct its headers.`);
    return patience.aborted ? failed('timeout', `no answer within ${seconds} s`) : failed(failureOf(error));
  }
}

const LARGEST = 16_000_000;

/** As a user of the project names it: servers may turn away whoever asks for them by an address. */
const exchange = (
  { host, port, connect }: Endpoint,
  { method, path, headers, body }: SentRequest,
  signal: AbortSignal,
): Promise<ReceivedAnswer> =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const written = path.toWellFormed().replaceAll(/[^\x21-\x7e]+/g, encodeURIComponent);
    const sent = request({
      host,
      port,
      method,
      path: written,
      headers: { host: `localhost:${port}`, ...headers, ...length },
      ...(connect ? { createConnection: connect } : { agent: false }),
      signal,
    });
    sent.once('response', answer => void received(answer).then(resolve, reject));
    sent.once('error', reject);
    sent.end(body);
  });

async function received(answer: IncomingMessage): Promise<ReceivedAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST) chunks.push(chunk);
  }
  return { status: answer.statusCode ?? 0, contentType: answer.headers['content-type'], body: Buffer.concat(chunks).toString() };
}

export async function httpStep(
  call: HttpCall,
  values: Values,
  { endpoint, signal }: { endpoint: Endpoint; signal: AbortSignal },
): Promise<StepAnswer> {
  const answer = await sendHttp(endpoint, writtenOut(call, values), { seconds: call.within ?? PATIENCE_SECONDS, signal });
  if ('outcome' in answer) return answer;
  const body = read(answer.body);
  const wrong = wrongStatus(call.expect?.status, answer) ?? wrongBody(filled(call.expect?.body, values), body);
  return { outcome: answer.status, body, ...(wrong !== undefined && { wrong }) };
}

function writtenOut({ method, path, headers, body }: HttpCall, values: Values): SentRequest {
  const given = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), filledInside(value, values)]));
  const sent = filled(body, values);
  const isText = typeof sent === 'string';
  const type = sent === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' };
  return {
    method,
    path: filledInside(path, values, encodeURIComponent),
    headers: { ...type, ...given },
    ...(sent !== undefined && { body: isText ? sent : JSON.stringify(sent) }),
  };
}

function read(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

const SHOWN = 200;

function wrongStatus(expected: NonNullable<HttpCall['expect']>['status'] = '2xx', { status, body }: ReceivedAnswer): string | undefined {
  const fits = typeof expected === 'string' ? String(Math.floor(status / 100)) === expected[0] : [expected].flat().includes(status);
  if (fits) return undefined;
  const said = body.trim() === '' ? '' : `: ${body.trim().slice(0, SHOWN)}`;
  return `answered ${status} and not ${[expected].flat().join(' or ')}${said}`;
}

function wrongBody(expected: unknown, actual: unknown): string | undefined {
  const found = expected === undefined ? undefined : mismatch(expected, actual);
  return found && `answered that ${found}`;
}
