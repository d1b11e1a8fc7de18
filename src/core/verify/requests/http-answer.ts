import { contains } from '../../contract/openapi/media-types.ts';
import type { Content, HttpOperation } from './http-operation.ts';
import { isJsonType } from './http-request.ts';
import type { OpenApi } from './open-api.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** How an answer breaks a contract. */
export interface Breach {
  readonly rule: 'connection' | 'server-error' | 'status' | 'content-type' | 'body';
  /** One sentence. */
  readonly why: string;
}

/** Undefined where the answer is as the contract says. */
export function httpBreach(operation: HttpOperation, answer: HttpAnswer, { answered }: OpenApi): Breach | undefined {
  const contents = contentsFor(operation, answer.status);
  if (!contents) {
    const known = [...operation.answers.keys()].join(', ') || 'no status at all';
    const rule = answer.status >= 500 ? 'server-error' : 'status';
    return { rule, why: `It answers ${answer.status}, and the contract knows ${known}.` };
  }
  const mustBeEmpty = operation.method === 'HEAD' || answer.status === 204 || answer.status === 304;
  if (contents.length === 0 || mustBeEmpty) return undefined;
  const content = contentNamed(contents, answer.contentType);
  if (!content) {
    const known = contents.map(({ mediaType }) => mediaType).join(', ');
    return {
      rule: 'content-type',
      why: `Its answer ${answer.status} is ${answer.contentType ?? 'of no content type'}, and the contract has ${known}.`,
    };
  }
  return isJsonType(answer.contentType ?? content.mediaType) ? jsonBreach(content, answer, answered) : undefined;
}

/** What the contract has for a status: its own, its class, or the rest. */
export const contentsFor = ({ answers }: HttpOperation, status: number): readonly Content[] | undefined =>
  answers.get(String(status)) ?? answers.get(`${Math.floor(status / 100)}XX`) ?? answers.get('default');

function contentNamed(contents: readonly Content[], type: string | undefined): Content | undefined {
  const name = type?.toLowerCase().split(';')[0]!.trim();
  const isNamed = ({ mediaType }: Content): boolean => mediaType.toLowerCase().split(';')[0]!.trim() === name;
  return contents.find(isNamed) ?? contents.find(({ mediaType }) => covers(mediaType, name ?? ''));
}

/** `*\/*` and `text/*` cover what they say; `application/json` covers `application/problem+json`. */
function covers(range: string, name: string): boolean {
  const [type, subtype] = range.toLowerCase().split(';')[0]!.trim().split('/');
  if (type === '*') return true;
  return subtype === '*' ? name.startsWith(`${type}/`) : contains(range, name);
}

function jsonBreach({ schema }: Content, { status, body }: HttpAnswer, { misfit }: OpenApi['answered']): Breach | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { rule: 'body', why: `The body of its answer ${status} is no JSON.` };
  }
  const wrong = misfit(schema)(value);
  return wrong === undefined ? undefined : { rule: 'body', why: `The body of its answer ${status} ${wrong}.` };
}
