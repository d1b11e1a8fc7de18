import { exampleRequest, requestArbitrary } from '../../core/verify/requests/http-arbitrary.ts';
import { httpBreach } from '../../core/verify/requests/http-answer.ts';
import { writes, type HttpOperation } from '../../core/verify/requests/http-operation.ts';
import type { HttpRequest } from '../../core/verify/requests/http-request.ts';
import { openApi, type OpenApi } from '../../core/verify/requests/open-api.ts';
import { sendHttp, type ReceivedAnswer } from '../journeys/http-step.ts';
import type { StepAnswer } from '../journeys/step-answer.ts';
import type { ContractTesting } from './contract-test.ts';
import type { Judged, Tested, Tester } from './tested.ts';

const PATIENCE_SECONDS = 10;

/** A sentence where the contract cannot be read. */
export function httpTester(testing: ContractTesting): Tester | string {
  const document = openApi(testing.contract);
  if (!document) return `${testing.contract.path} is no OpenAPI document that can be read.`;
  const send = sender(document, testing);
  return {
    operation: id => {
      const operation = document.operation(id);
      if (!operation) return `${testing.contract.path} has no operation ${id}.`;
      const requests = requestArbitrary(operation, document);
      if (!requests) return 'No request was found that fits what the contract requires.';
      const one: Tested<HttpRequest> = {
        writes: writes(operation),
        example: exampleRequest(operation, document),
        requests,
        send: async request => judged(await send(request), operation, document),
        written,
      };
      return one as Tested<unknown>;
    },
  };
}

type Send = (request: HttpRequest) => Promise<ReceivedAnswer | StepAnswer>;

/** A document may be written for a gateway that adds what stands before every path: where nobody knows a path with it, it is sent without. */
function sender({ base }: OpenApi, { endpoint, headers, signal }: ContractTesting): Send {
  const send: Send = request =>
    sendHttp(endpoint, { ...request, headers: { ...request.headers, ...headers } }, { seconds: PATIENCE_SECONDS, signal });
  const bare = (request: HttpRequest): HttpRequest => ({ ...request, path: request.path.slice(base.length) });
  let served: 'with' | 'without' | 'unknown' = base === '' ? 'with' : 'unknown';
  return async request => {
    if (served !== 'unknown') return send(served === 'with' ? request : bare(request));
    const answer = await send(request);
    if (!isNotFound(answer)) served = 'with';
    if (served === 'with') return answer;
    const other = await send(bare(request));
    if (isNotFound(other)) return answer;
    served = 'without';
    return other;
  };
}

const isNotFound = (answer: ReceivedAnswer | StepAnswer): boolean => 'status' in answer && answer.status === 404;

function judged(answer: ReceivedAnswer | StepAnswer, operation: HttpOperation, document: OpenApi): Judged {
  if ('outcome' in answer)
    return {
      answer: String(answer.outcome),
      breach: { rule: 'connection', why: `There is no answer: ${answer.wrong ?? answer.outcome}.` },
    };
  const breach = httpBreach(operation, answer, document);
  return { answer: String(answer.status), ...(breach && { breach }) };
}

function written({ method, path, headers, body }: HttpRequest): string {
  const type = headers['content-type'];
  return `${method} ${path}${body === undefined ? '' : ` with ${type ?? 'a body'} ${body}`}`;
}
