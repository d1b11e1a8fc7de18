import type { SendsRequest } from '../../../../model/resilience-fact.ts';
import { closingOf } from '../../outline/masked.ts';
import { annotated } from './annotated.ts';
import { KEY } from './requests.ts';
import type { Reading } from './reading.ts';

/** Interfaces that a framework makes into clients, by what makes them. */
const LIBRARIES: Readonly<Record<string, string>> = {
  FeignClient: 'Feign',
  RegisterRestClient: 'MicroProfile REST client',
  HttpExchange: 'HTTP interface',
  Client: 'Micronaut client',
};

const DECLARED = /@(FeignClient|RegisterRestClient|HttpExchange|Client)\b[^;]{0,2000}?\binterface\s+\w+/;
const OPERATION =
  /@(?<name>(?<verb>Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|Request)(?:Mapping|Exchange)?)(?![\w.])\s*(?=[(\s])/g;

/** Each method of a declared client sends a request. */
export function declaredClients({ outline }: Reading): readonly SendsRequest[] {
  const { code, source } = outline;
  const library = LIBRARIES[DECLARED.exec(code)?.[1] ?? ''];
  if (library === undefined || outline.language !== 'Java') return [];
  return [...code.matchAll(OPERATION)].flatMap((found): readonly SendsRequest[] => {
    const { name = '', verb = '' } = found.groups!;
    const end = pastGiven(code, found.index + 1 + name.length);
    const on = annotated(code, end);
    if (on?.name === undefined || on.over[0] === 0) return [];
    const given = source.text.slice(found.index, on.body[0]);
    const method =
      verb === 'Request'
        ? /RequestMethod\.(\w+)|(?:^|[^\w])(POST|GET|PUT|PATCH|DELETE)\b/.exec(given)?.slice(1).find(Boolean)
        : verb.toUpperCase();
    return [
      {
        kind: 'sends-request',
        at: [found.index, end],
        protocol: 'http',
        library,
        via: on.name,
        ...(method !== undefined && { method }),
        ...(KEY.test(given) && { key: 'kept' as const }),
      },
    ];
  });
}

function pastGiven(code: string, from: number): number {
  const open = /^\s*\(/.exec(code.slice(from, from + 20));
  return open ? Math.min(closingOf(code, from + open[0].length - 1) + 1, code.length) : from;
}
