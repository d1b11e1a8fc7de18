import {
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Outcome } from '../../core/model/verify.ts';
import { Body, DIGESTED } from './body.ts';
import type { Connection } from './connection.ts';
import { codeOf, deadline, isGrpc } from './grpc.ts';
import { retryAfter } from './headers.ts';
import { PATIENCE } from './http1-exchange.ts';
import { injected, pushback } from './http2-answer.ts';
import type { CallEnd, OpenCall } from './meter.ts';
import { digestOf, givenKey, operation, type Asked } from './operation.ts';
import { paced } from './paced.ts';
import type { Decision } from './treatments.ts';
import type { World } from './world.ts';

type Head = IncomingHttpHeaders & IncomingHttpStatusHeader;

const KEPT = 1024 * 1024;

export interface IncomingStream {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  /** There is no body. */
  readonly isWhole: boolean;
}

interface Caller {
  readonly connection: Connection;
  readonly service: ClientHttp2Session;
  readonly isMocked: boolean;
}

/** One try to send it on. */
interface Attempt {
  readonly call: OpenCall;
  readonly upstream: ClientHttp2Stream;
  head?: Head;
  trailers?: IncomingHttpHeaders;
}

/** One stream of HTTP/2, and what comes of it. */
export class Http2Exchange {
  private readonly world: World;
  private readonly caller: Caller;
  private readonly incoming: IncomingStream;
  private readonly asked: Asked;
  private readonly body: Body;
  private readonly attempts: Attempt[] = [];
  private readonly startedAt = performance.now();
  private chosen: Attempt | undefined;

  constructor(world: World, caller: Caller, incoming: IncomingStream) {
    const { headers } = incoming;
    this.world = world;
    this.caller = caller;
    this.incoming = incoming;
    this.asked = {
      protocol: isGrpc(headers['content-type']) ? 'grpc' : 'http',
      method: headers[':method'] ?? 'GET',
      target: headers[':path'] ?? '/',
      headers,
    };
    this.body = new Body(incoming.stream, digestOf(this.asked));
    incoming.stream.on('error', () => {});
  }

  async run(): Promise<void> {
    const call = this.begun();
    const { treatments } = this.world;
    const { connection } = this.caller;
    if (treatments.needsOperation(connection.pair)) await this.body.whole(DIGESTED, PATIENCE);
    const decision = treatments.decision(connection.pair, this.asked, this.id() ?? operation(this.asked));
    const { held, isReset, answer, times } = decision;
    if (held || isReset || answer) await this.body.whole(DIGESTED, PATIENCE);
    if (held) return this.hold(held, call);
    if (isReset) return this.reset(call);
    if (answer) return this.inject(answer, call);
    this.incoming.stream.once('close', () => this.left());
    const copies = times > 1 && (await this.body.whole(KEPT, PATIENCE)) ? times : 1;
    for (let copy = 0; copy < copies; copy++) this.send(copy === 0 ? call : this.begun());
  }

  private begun(): OpenCall {
    return this.world.meter({ ...this.caller.connection.pair, protocol: this.asked.protocol, operation: operation(this.asked) });
  }

  private id(): string | undefined {
    return givenKey(this.asked) ?? this.body.digest();
  }

  private end(call: OpenCall, end: CallEnd): void {
    const operationId = this.id();
    call.end({ ...end, ...(operationId !== undefined && { operationId }) });
  }

  private hold(held: NonNullable<Decision['held']>, call: OpenCall): void {
    const { connection } = this.caller;
    const over = () => connection.fail('reset');
    held.afterwards.add(over);
    this.body.drop();
    this.incoming.stream.once('close', () => {
      held.afterwards.delete(over);
      this.end(call, { ...connection.gone(this.impatience()), injected: true });
    });
  }

  private reset(call: OpenCall): void {
    this.end(call, { outcome: 'reset', injected: true });
    this.caller.connection.fail('reset');
  }

  private async inject(answer: NonNullable<Decision['answer']>, call: OpenCall): Promise<void> {
    const { stream } = this.incoming;
    stream.once('close', () => this.end(call, { ...this.caller.connection.gone(this.impatience()), injected: true }));
    await this.world.treatments.delay(this.caller.connection.pair);
    if (stream.destroyed) return;
    stream.respond(injected(answer), { endStream: true });
    this.body.drop();
    const [outcome, wait] =
      answer.kind === 'http-status' ? [answer.status, answer.retryAfterSeconds] : [answer.code, pushback(answer.retryPushbackMilliseconds)];
    this.end(call, { outcome, injected: true, ...(wait !== undefined && { retryAfterSeconds: wait }) });
  }

  private send(call: OpenCall): void {
    const { stream, headers, isWhole } = this.incoming;
    const { service } = this.caller;
    let upstream: ClientHttp2Stream;
    try {
      upstream = service.request(headers as OutgoingHttpHeaders, { endStream: isWhole, waitForTrailers: !isWhole });
    } catch {
      // The service has just ended its connection, or what can be read is not what may be written.
      this.end(call, { outcome: 'reset' });
      return stream.close(constants.NGHTTP2_REFUSED_STREAM);
    }
    const attempt: Attempt = { call, upstream };
    this.attempts.push(attempt);
    upstream.on('error', () => {});
    upstream.once('response', (head, flags) => void this.answered(attempt, head, (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0));
    upstream.once('trailers', trailers => (attempt.trailers = trailers));
    upstream.once('close', () => this.over(attempt));
    if (isWhole) return;
    let trailers: IncomingHttpHeaders = {};
    stream.once('trailers', given => (trailers = given));
    upstream.once('wantTrailers', () => upstream.sendTrailers(trailers as OutgoingHttpHeaders));
    this.body.passTo(upstream, () => upstream.end());
  }

  private async answered(attempt: Attempt, head: Head, isOver: boolean): Promise<void> {
    attempt.head = head;
    if (this.chosen) return void attempt.upstream.resume();
    this.chosen = attempt;
    const { pair } = this.caller.connection;
    const { treatments } = this.world;
    const { stream } = this.incoming;
    await treatments.delay(pair);
    if (stream.destroyed || stream.closed || this.caller.connection.isCut) return;
    try {
      stream.respond(head as OutgoingHttpHeaders, { endStream: isOver, waitForTrailers: !isOver, sendDate: false } as object);
    } catch {
      // What can be read is not always what may be written.
      return stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    }
    if (isOver) return void this.body.drop();
    stream.once('wantTrailers', () => stream.sendTrailers((attempt.trailers ?? {}) as OutgoingHttpHeaders));
    const { upstream } = attempt;
    (treatments.pace(pair) ? upstream.pipe(paced(treatments, pair)) : upstream).pipe(stream);
  }

  /** The service has nothing more to say, or cannot. */
  private over(attempt: Attempt): void {
    const { stream } = this.incoming;
    const { rstCode } = attempt.upstream;
    if (this.caller.connection.isCut) return;
    const isBroken = rstCode !== constants.NGHTTP2_NO_ERROR || !attempt.head;
    if (isBroken && (this.chosen === attempt || !this.attempts.some(other => other !== attempt && !other.upstream.closed))) {
      this.finish(attempt);
      if (!stream.closed) stream.close(rstCode === constants.NGHTTP2_NO_ERROR ? constants.NGHTTP2_INTERNAL_ERROR : rstCode);
    } else if (this.chosen !== attempt) this.finish(attempt);
  }

  /** The answer is passed on, or the caller is gone. */
  private left(): void {
    for (const attempt of this.attempts) {
      if (attempt !== this.chosen && !attempt.upstream.closed && this.incoming.stream.rstCode === constants.NGHTTP2_NO_ERROR) continue;
      this.finish(attempt);
      if (!attempt.upstream.closed) attempt.upstream.close(this.incoming.stream.rstCode);
    }
  }

  private finish({ call, head, trailers, upstream }: Attempt): void {
    const { connection, isMocked } = this.caller;
    const asked = trailers?.['grpc-retry-pushback-ms'] ?? head?.['grpc-retry-pushback-ms'];
    const wait = pushback(asked === undefined ? undefined : Number(asked)) ?? retryAfter(head?.['retry-after'], head?.date);
    this.end(call, {
      ...connection.gone(this.outcome({ head, trailers, isBroken: upstream.rstCode !== constants.NGHTTP2_NO_ERROR })),
      ...(isMocked && { mocked: true }),
      ...(wait !== undefined && { retryAfterSeconds: wait }),
    });
  }

  private outcome({
    head,
    trailers,
    isBroken,
  }: {
    head: Head | undefined;
    trailers: IncomingHttpHeaders | undefined;
    isBroken: boolean;
  }): Outcome {
    if (!head) return this.incoming.stream.rstCode === constants.NGHTTP2_NO_ERROR || isBroken ? 'reset' : this.impatience();
    const status = head[':status'] ?? 0;
    if (this.asked.protocol === 'http') return isBroken ? 'reset' : status;
    const number = trailers?.['grpc-status'] ?? head['grpc-status'];
    if (number !== undefined) return codeOf(String(number));
    if (this.incoming.stream.rstCode === constants.NGHTTP2_CANCEL) return this.impatience();
    return isBroken ? 'reset' : status === 200 ? 'UNKNOWN' : status;
  }

  /** Why a caller went away before the answer. */
  private impatience(): Outcome {
    if (this.asked.protocol === 'http') return 'timeout';
    const limit = deadline(this.incoming.headers['grpc-timeout'] as string | undefined);
    return limit !== undefined && performance.now() - this.startedAt >= limit * 0.9 ? 'DEADLINE_EXCEEDED' : 'CANCELLED';
  }
}
