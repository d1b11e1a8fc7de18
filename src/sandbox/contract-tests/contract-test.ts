import type { ContractTexts } from '../../core/verify/requests/open-api.ts';
import type { Breach } from '../../core/verify/requests/http-answer.ts';
import type { Endpoint } from '../sandbox.ts';
import { httpTester } from './http-tester.ts';
import { grpcTester } from './grpc-tester.ts';
import { tested, type Tester } from './tested.ts';

export interface ContractTesting {
  readonly contract: ContractTexts;
  /** Ids as in an impact: `POST /orders`, `shop.v1.Orders.Place`. */
  readonly operations: readonly string[];
  readonly endpoint: Endpoint;
  readonly seed: number;
  /** Requests for each operation; a few more are sent to make a counterexample smaller. */
  readonly runs: number;
  /** Operations that may change something are sent as well: what they leave behind stays. */
  readonly writes?: boolean;
  /** Sent with each request, as metadata of gRPC too: credentials, for example. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface OperationResult {
  readonly operation: string;
  readonly result: 'kept' | 'broken' | 'not-tested';
  /** One sentence: what was broken, or why nothing was tested; of what was kept, what was seen. */
  readonly why: string;
  readonly rule?: Breach['rule'];
  /** The smallest request found that is answered against the contract. */
  readonly counterexample?: string;
  readonly requests: number;
  /** Requests that were taken: answered with 2xx, or with OK. */
  readonly taken: number;
}

/** Whether a system that runs keeps a contract: requests are made from it, and the answers judged by it. One result for each operation. */
export async function contractTest(testing: ContractTesting): Promise<readonly OperationResult[]> {
  const tester: Tester | string = testing.contract.kind === 'openapi' ? httpTester(testing) : grpcTester(testing);
  const results: OperationResult[] = [];
  for (const operation of testing.operations)
    results.push(
      typeof tester === 'string'
        ? { operation, result: 'not-tested', why: tester, requests: 0, taken: 0 }
        : await tested(operation, tester, testing),
    );
  return results;
}
