import type { CodeFact } from '../../../../model/fact.ts';
import type { Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression, Language } from '../../syntax.ts';
import { mayBeText, namedArgument, valueIn } from './argument.ts';
import { byName } from './by-name.ts';
import { madeBy, viaOf } from './origin.ts';
import { isMeant } from './rule-reader.ts';

/** One way that a library sends an HTTP request. */
export interface RequestRule {
  readonly names: readonly string[];
  readonly on?: RegExp;
  readonly uses?: readonly string[];
  /** Place of the URL: 0 unless told. */
  readonly at?: number;
  readonly keys?: readonly string[];
  /** The method: a fixed one, `name` for the name of the function, or the place of an argument. */
  readonly method?: string | number;
  /** Names of the setting of a client that holds what its paths are relative to. */
  readonly bases?: readonly string[];
  /** It may also be the first argument that the client is made with. */
  readonly baseFirst?: true;
  /** The client is not known by its type: only a text that is an address counts. */
  readonly onlyAddress?: boolean;
}

export function requests(name: string, languages: readonly Language[], rules: readonly RequestRule[]): Reader {
  const rulesOf = byName(rules);
  return {
    name,
    languages,
    *call(call, context) {
      for (const rule of rulesOf(call)) {
        if (!isMeant(rule, call, context)) continue;
        const fact = requestOf(rule, call, context);
        if (!fact) continue;
        yield fact;
        return;
      }
    },
  };
}

function requestOf(rule: RequestRule, call: Call, context: Context): CodeFact | undefined {
  const url = namedArgument(call, rule.keys ?? URLS) ?? call.arguments[rule.at ?? 0];
  if (!mayBeText(url)) return undefined;
  const target = valueIn(url, context);
  const method = methodOf(rule, call);
  const told = {
    kind: 'uses-address',
    at: url.span,
    protocol: 'http',
    via: viaOf(call, context),
    ...(method !== undefined && { method }),
  } as const;
  const start = startOf(target);
  if (rule.onlyAddress && !/^https?:\/\//i.test(start)) return undefined;
  if (/^[a-z]+:\/\//i.test(start) || (target.kind !== 'literal' && !start.startsWith('/'))) return { ...told, target };
  const base = baseOf(rule, call, context);
  if (base) return { ...told, target: base, path: target };
  return start.startsWith('/') || start === '' ? undefined : { ...told, target };
}

const URLS: readonly string[] = ['url', 'uri'];

function startOf(value: Value): string {
  if (value.kind === 'join') return value.parts[0] ? startOf(value.parts[0]) : '';
  return value.kind === 'literal' ? value.text : '';
}

function baseOf(rule: RequestRule, call: Call, context: Context): Value | undefined {
  const client = rule.bases && madeBy(call, context);
  const base = client && rule.bases && (namedArgument(client, rule.bases) ?? (rule.baseFirst && client.arguments[0]));
  return mayBeText(base) ? valueIn(base, context) : undefined;
}

function methodOf(rule: RequestRule, call: Call): string | undefined {
  if (rule.method === undefined) return undefined;
  if (rule.method === 'name') return /^(get|head|post|put|patch|delete|options)/i.exec(call.path.at(-1) ?? '')?.[1]?.toUpperCase();
  if (typeof rule.method === 'string') return rule.method;
  return nameIn(namedArgument(call, ['method']) ?? call.arguments[rule.method]);
}

/** `'POST'`, `:post`, `HttpMethod.POST`. */
export function nameIn(expression: Expression | undefined): string | undefined {
  const text = expression?.kind === 'text' ? expression.text : expression?.kind === 'name' ? expression.path.at(-1) : undefined;
  return text !== undefined && /^(get|head|post|put|patch|delete|options)$/i.test(text) ? text.toUpperCase() : undefined;
}
