import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Outcome } from '../../core/model/verify.ts';
import { Body, DIGESTED } from './body.ts';
import type { Connection } from './connection.ts';
import { pairs, retryAfter } from './headers.ts';
import { inject, passOn, refuseAsUnreadable, trailersOf } from './http1-answer.ts';
import { forwarded, isChunked, isUpgrade, serviceAgent, type ServiceAgent } from './http1-request.ts';
import { failure, type CallEnd, type OpenCall } from './meter.ts';
import { digestOf, givenKey, operation, type Asked } from './operation.ts';
import { hold, joined } from './tcp.ts';
import type { Applied } from './treatments.ts';
import type { Treatment } from './treatment.ts';
import type { World } from './world.ts';

/** A request that is to be sent more than once is kept so far, and waited for so long. */
const KEPT = 1024 * 1024;
export const PATIENCE = 250;

export interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What came after the head of a request for an upgrade. */
  readonly head?: Buffer;
}

/** One try to send it on. */
interface Attempt {
  readonly call: OpenCall;
  readonly upstream: ClientRequest;
  readonly service: ServiceAgent;
  answer?: IncomingMessage;
}

/** One request over HTTP/1, and what comes of it. */
export class Exchange {
  private readonly world: World;
  private readonly connection: Connection;
  private readonly service: ServiceAgent;
  private readonly incoming: Incoming;
  private readonly asked: Asked;
  private readonly body: Body;
  private readonly attempts: Attempt[] = [];
  private failed = 0;
  private isAnswered = false;

  constructor(world: World, caller: { readonly connection: Connection; readonly service: ServiceAgent }, incoming: Incoming) {
    const { method = 'GET', url = '/', headers } = incoming.request;
    this.world = world;
    this.connection = caller.connection;
    this.service = caller.service;
    this.incoming = incoming;
    this.asked = { protocol: 'http', method, target: url, headers };
    this.body = new Body(incoming.request, digestOf(this.asked));
    incoming.response.on('error', () => {});
  }

  async run(): Promise<void> {
    const call = this.begun();
    const { treatments } = this.world;
    const { pair } = this.connection;
    if (treatments.needsOperation(pair)) await this.body.whole(DIGESTED, PATIENCE);
    const { held, isReset, answer, times } = treatments.decision(pair, this.asked, this.id() ?? operation(this.asked));
    if (held || isReset || answer) await this.body.whole(DIGESTED, PATIENCE);
    if (held) return this.hold(held, call);
    if (isReset) return this.reset(call);
    if (answer?.kind === 'http-status') return this.inject(answer, call);
    this.incoming.response.once('close', () => this.left());
    const copies = times > 1 && (await this.body.whole(KEPT, PATIENCE)) ? times : 1;
    for (let copy = 0; copy < copies; copy++) this.send(copy === 0 ? call : this.begun(), copies > 1);
  }

  private begun(): OpenCall {
    return this.world.meter({ ...this.connection.pair, protocol: 'http', operation: operation(this.asked) });
  }

  private id(): string | undefined {
    return givenKey(this.asked) ?? this.body.digest();
  }

  private end(call: OpenCall, end: CallEnd): void {
    const operationId = this.id();
    call.end({ ...end, ...(operationId !== undefined && { operationId }) });
  }

  private hold(held: Applied, call: OpenCall): void {
    this.body.drop();
    hold(this.connection, held.afterwards, () => this.end(call, { ...this.connection.gone('timeout'), injected: true }));
  }

  private reset(call: OpenCall): void {
    this.end(call, { outcome: 'reset', injected: true });
    this.connection.fail('reset');
  }

  private async inject(answer: Extract<Treatment, { kind: 'http-status' }>, call: OpenCall): Promise<void> {
    const { response } = this.incoming;
    response.once('close', () => this.end(call, { ...this.connection.gone('timeout'), injected: true }));
    await this.world.treatments.delay(this.connection.pair);
    if (response.destroyed || this.connection.isCut) return;
    const { status, retryAfterSeconds } = answer;
    inject(response, answer);
    this.end(call, { outcome: status, injected: true, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
  }

  private send(call: OpenCall, isCopy: boolean): void {
    const { request, response } = this.incoming;
    const service = isCopy ? serviceAgent(this.world, this.connection, () => {}) : this.service;
    const attempt = this.attempt(call, service);
    if (!attempt) return;
    const { upstream } = attempt;
    this.attempts.push(attempt);
    upstream.once('response', answer => void this.answered(attempt, answer));
    upstream.on('error', error => this.broken(attempt, failure(error)));
    upstream.on('continue', () => response.writeContinue());
    if (isCopy) upstream.once('close', () => service.agent.destroy());
    if (isUpgrade(request)) return this.upgrade(attempt);
    this.body.passTo(upstream, () => {
      if (request.rawTrailers.length > 0 && isChunked(request)) upstream.addTrailers(trailersOf(request));
      upstream.end();
    });
    // The head does not wait for a body that comes later.
    if (isChunked(request) || Number(request.headers['content-length']) > 0)
      process.nextTick(() => !this.body.hasBegun && !upstream.destroyed && upstream.flushHeaders());
  }

  /** What is read leniently may still be nothing that can be written. */
  private attempt(call: OpenCall, service: ServiceAgent): Attempt | undefined {
    try {
      return { call, service, upstream: forwarded(this.incoming.request, { agent: service.agent, connection: this.connection }) };
    } catch {
      this.end(call, { outcome: 400 });
      refuseAsUnreadable(this.incoming.response);
      return undefined;
    }
  }

  private async answered(attempt: Attempt, answer: IncomingMessage): Promise<void> {
    attempt.answer = answer;
    answer.on('error', () => {});
    if (this.isAnswered) return void answer.resume().once('close', () => this.seen(attempt));
    this.isAnswered = true;
    await this.world.treatments.delay(this.connection.pair);
    const { response } = this.incoming;
    if (response.destroyed || this.connection.isCut) return;
    if (answer.errored) return this.brokenOff(attempt);
    try {
      passOn({ answer, response, connection: this.connection }, this.world, isWhole => this.seen(attempt, isWhole));
    } catch {
      // What can be read is not always what may be written.
      this.brokenOff(attempt);
    }
  }

  private upgrade(attempt: Attempt): void {
    const { socket } = this.connection;
    attempt.upstream.once('upgrade', (answer: IncomingMessage, upstream, first: Buffer) => {
      attempt.answer = answer;
      this.seen(attempt);
      const lines = [...pairs(answer.rawHeaders)].map(([name, value]) => `${name}: ${value}\r\n`);
      this.incoming.response.detachSocket(this.incoming.request.socket);
      socket.write(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${lines.join('')}\r\n`, 'latin1');
      upstream.unshift(first);
      if (this.incoming.head) socket.unshift(this.incoming.head);
      joined(this.world, this.connection, { upstream: upstream as typeof socket, ended: () => {} });
    });
    attempt.upstream.end();
  }

  /** The service's answer is known. */
  private seen({ call, answer, service }: Attempt, isWhole = true): void {
    const status = answer?.statusCode ?? 502;
    const retryAfterSeconds = retryAfter(answer?.headers['retry-after'], answer?.headers.date);
    this.end(call, {
      outcome: isWhole ? status : 'reset',
      ...(service.isMocked && { mocked: true }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }

  private brokenOff(attempt: Attempt): void {
    this.seen(attempt, false);
    this.connection.reset();
  }

  private broken(attempt: Attempt, outcome: Outcome): void {
    if (attempt.answer) return;
    this.end(attempt.call, { outcome });
    this.failed++;
    if (!this.isAnswered && this.failed === this.attempts.length) this.connection.reset();
  }

  /** The answer is over, or the caller is gone; an answer that had come by then counts as what it was. */
  private left(): void {
    const isOver = this.incoming.response.writableFinished;
    const { outcome, injected } = this.connection.gone('timeout');
    for (const attempt of this.attempts) {
      // A copy goes on to its end, though nobody waits for its answer.
      if (isOver && !attempt.answer) continue;
      if (attempt.answer && injected === undefined) this.seen(attempt);
      this.end(attempt.call, { outcome, ...(injected && { injected }) });
      if (!isOver) attempt.upstream.destroy();
    }
  }
}
