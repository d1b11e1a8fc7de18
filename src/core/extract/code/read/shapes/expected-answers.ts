import type { ExpectsAnswer, Shape } from '../../../../model/shape-fact.ts';

import { functionAround } from '../../outline/outline.ts';
import { argumentTexts, callsOf, type Called, type Reading } from '../resilience/reading.ts';
import { methodOf } from '../resilience/requests.ts';
import { shapeAt } from './typescript-shapes.ts';

const ASKS =
  /(?<![\w$.])(?<name>(?:this\.)?(?:[\w$]+\.)*(?:fetch|axios|(?:axios|api|http|client|request|\$http|ky|got|httpClient)\.(?:get|post|put|patch|delete)))\s*(?:<(?<type>[^()]{1,200}?)>)?\s*\(/g;

const MAY = /\.json\s*\(|\b(?:axios|api|http|client|got|ky)\.\w+</;

/** What TypeScript takes the answer of a request for: by a type argument, an assertion, or the type of what it is given to. */
export function expectedAnswers(reading: Reading): readonly ExpectsAnswer[] {
  if (reading.outline.language !== 'TypeScript' || !MAY.test(reading.outline.code)) return [];
  return callsOf(reading, ASKS).flatMap((called): readonly ExpectsAnswer[] => {
    const path = pathOf(argumentTexts(reading, called)[0]);
    const method = methodOf(called, 'TypeScript') ?? 'GET';
    const shape = path === undefined ? undefined : (typeArgument(reading, called) ?? asserted(reading, called));
    return path !== undefined && shape ? [{ kind: 'expects-answer', at: called.at, method, path, shape }] : [];
  });
}

/** `` `${BASE}/orders/${id}?x=1` `` is `/orders/{}`; what stands before the first slash is a host. */
function pathOf(written: string | undefined): string | undefined {
  const text = /^(['"`])([^]*)\1$/.exec(written ?? '')?.[2];
  if (text === undefined) return undefined;
  const holed = text
    .replaceAll(/\$\{[^{}]*\}/g, '{}')
    .replace(/^(?:https?:\/\/[^/]*|\{\})(?=\/)/, '')
    .replace(/[?#].*$/s, '');
  return /^\/[\w{}./:-]*$/.test(holed) && /[a-z]/i.test(holed) ? holed : undefined;
}

/** `axios.get<Order[]>(…)` is about the body. */
function typeArgument({ outline }: Reading, called: Called & { readonly match: RegExpExecArray }): Shape | undefined {
  const type = called.match.groups?.['type'];
  if (type === undefined) return undefined;
  const start = outline.code.indexOf('<', called.at[1]) + 1;
  return shapeAt(outline, start)?.shape;
}

/** Behind the request: `.json()) as Order[]`, `.json() as Promise<Order>`; or before what its JSON is given to: `const order: Order = await response.json()`. */
function asserted(reading: Reading, called: Called): Shape | undefined {
  const { outline } = reading;
  const around = functionAround(outline, called.at[0]);
  const end = Math.min(around?.body[1] ?? outline.code.length, called.end + 500);
  const json = /\.json\s*\(\s*\)/.exec(outline.code.slice(called.end, end));
  if (!json) return undefined;
  const after = called.end + json.index + json[0].length;
  const cast = /^[\s)]*as\s+/.exec(outline.code.slice(after, after + 40));
  if (cast) return shapeAt(outline, after + cast[0].length)?.shape;
  const line = outline.code.lastIndexOf('\n', called.end + json.index);
  const typed = /\b(?:const|let)\s+[\w$]+\s*:\s*/.exec(outline.code.slice(Math.max(line, called.at[0] - 160), called.end + json.index));
  if (
    typed &&
    !/[;}]/.test(outline.code.slice(Math.max(line, called.at[0] - 160) + typed.index, called.end + json.index).replace(/\{[^}]*\}/, ''))
  )
    return shapeAt(outline, Math.max(line, called.at[0] - 160) + typed.index + typed[0].length)?.shape;
  return returned(reading, called, after);
}

/** `async function orders(): Promise<Order[]> { … return response.json(); }`. */
function returned({ outline }: Reading, called: Called, after: number): Shape | undefined {
  const around = functionAround(outline, called.at[0]);
  if (
    !around ||
    !/\breturn\b[^;]*$/.test(outline.code.slice(called.at[0] - 40, after)) ||
    !/^\s*;?\s*\}?/.test(outline.code.slice(after, after + 4))
  )
    return undefined;
  const type = /\)\s*:\s*(?=Promise<)/.exec(outline.code.slice(...around.head));
  const member = /^\s*\.(?!then)\w/.test(outline.code.slice(after, after + 10));
  return type && !member ? shapeAt(outline, around.head[0] + type.index + type[0].length)?.shape : undefined;
}
