import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Connection } from './connection.ts';
import { connectionWords, endToEnd, pairs, without } from './headers.ts';
import { paced } from './paced.ts';
import type { Treatment } from './treatment.ts';
import type { World } from './world.ts';

/** Gives the caller what the service answered; `ended` is told whether all of it came. */
export function passOn(
  { answer, response, connection }: { answer: IncomingMessage; response: ServerResponse; connection: Connection },
  { treatments }: World,
  ended: (isWhole: boolean) => void,
): void {
  writeHead(answer, response);
  const body = treatments.pace(connection.pair) ? answer.pipe(paced(treatments, connection.pair)) : answer;
  // A head that comes alone goes on alone; else one packet takes both.
  if (answer.readableLength === 0 && !answer.complete) response.flushHeaders();
  body.pipe(response, { end: false });
  // The socket of an answer cannot be kept from sending it, as that of bytes can.
  response.once(
    'close',
    connection.onCut(() => void body.unpipe(response).resume()),
  );
  body.once('end', () => {
    if (connection.isCut) return;
    if (answer.rawTrailers.length > 0 && response.chunkedEncoding) response.addTrailers(trailersOf(answer));
    response.end();
  });
  answer.once('error', () => {
    ended(false);
    // What came of it arrives, and then the connection ends too early: as it came from the service.
    connection.socket.destroySoon();
  });
  response.once('finish', () => ended(true));
}

function writeHead(answer: IncomingMessage, response: ServerResponse): void {
  const words = connectionWords(answer.rawHeaders);
  const headers = endToEnd(answer.rawHeaders);
  const isChunked = answer.headers['transfer-encoding'] !== undefined && response.req.httpVersionMinor > 0;
  // How long the service keeps a connection holds for the caller's: they end together.
  const keepAlive = answer.headers['keep-alive'];
  if (typeof keepAlive === 'string') headers.push('Keep-Alive', keepAlive);
  if (words.has('close') || (answer.httpVersionMinor === 0 && !words.has('keep-alive'))) headers.push('Connection', 'close');
  response.sendDate = false;
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, isChunked ? headers : without(headers, 'trailer'));
}

export const trailersOf = ({ rawTrailers }: IncomingMessage): [name: string, value: string][] =>
  [...pairs(rawTrailers)].map(([name, value]) => [name, value]);

export function refuseAsUnreadable(response: ServerResponse): void {
  response.writeHead(400, { connection: 'close', 'content-length': '0' });
  response.end();
}

/** Answers in place of the service. */
export function inject(response: ServerResponse, { status, retryAfterSeconds }: Extract<Treatment, { kind: 'http-status' }>): void {
  response.writeHead(status, {
    'content-type': 'text/plain',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  });
  response.end(`${STATUS_CODES[status] ?? status}\n`);
}
