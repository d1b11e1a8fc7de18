import type { Context } from '../../reader.ts';
import type { Call } from '../../syntax.ts';

/** How far a name is followed through what it was made from. */
const FAR = 5;

/**
 * What a call is called on, by the library's own names: `r.get(x)` after `import requests as r` gives `requests`,
 * `template.send(x)` of a field `KafkaTemplate<K, V> template` gives `org.springframework.kafka.core.KafkaTemplate`,
 * `client.get(x)` after `client = httpx.Client()` gives `httpx.Client`. Empty where it is called on nothing.
 */
export function receiverOf(call: Call, context: Context, far = FAR): string {
  if (far === 0) return '';
  if (call.on?.kind === 'call') return originOf(call.on, context, far);
  const owner = call.constructs || call.path.length === 1 ? call.path : call.path.slice(0, -1);
  const imported = importedAs(owner, context);
  if (call.path.length === 1 || call.constructs)
    return imported === undefined ? call.path.slice(0, -1).join('.') : withoutLast(imported, owner.at(-1)!);
  if (imported !== undefined) return imported;
  const name = owner.at(-1)!;
  const type = context.types.get(name);
  if (type !== undefined) return typeOrigin(type, context);
  const made = context.made.get(name);
  return made && made !== call ? originOf(made, context, far - 1) : owner.join('.');
}

/** The receiver and what is called of it. */
export function originOf(call: Call, context: Context, far = FAR): string {
  const receiver = receiverOf(call, context, far);
  const name = call.path.at(-1) ?? '';
  return receiver === '' ? name : `${receiver}.${name}`;
}

/** What makes a connection, as its users call it: `requests.get`, also where `get` was imported by itself. */
export function viaOf(call: Call, context: Context): string {
  const plain = call.path.length > 1 || call.constructs;
  const origin =
    call.on?.kind === 'call'
      ? `${receiverOf(rootOf(call), context)}.${call.path.at(-1)}`
      : plain
        ? call.path.join('.')
        : originOf(call, context);
  return origin.split('.').slice(-2).join('.').replace(/^\./, '');
}

/** The first call of a chain. */
const rootOf = (call: Call): Call => (call.on?.kind === 'call' ? rootOf(call.on) : call);

export function typeOrigin(type: string, context: Context): string {
  const plain = type
    .replace(/<.*$/s, '')
    .replace(/^.*[|[]\s*/, '')
    .replace(/[\]\s?"']/g, '');
  const path = plain.split(/[.\\]/);
  return importedAs(path, context) ?? path.join('.');
}

/** Where it was made: the call that gave the receiver its value, if this file shows it. */
export function madeBy(call: Call, context: Context): Call | undefined {
  if (call.on?.kind === 'call') return call.on.constructs || !call.on.on ? call.on : madeBy(call.on, context);
  const name = call.path.at(-2);
  return name === undefined ? undefined : context.made.get(name);
}

function importedAs(path: readonly string[], context: Context): string | undefined {
  for (const length of [2, 1]) {
    const local = path.slice(0, length).join('.');
    const from = path.length >= length ? context.imports.get(local) : undefined;
    if (from === undefined) continue;
    const module = from.replaceAll(/[\\/]|::/g, '.');
    const whole = module === local || module.endsWith(`.${local}`);
    return [module, ...path.slice(whole ? length : 0)].join('.');
  }
  return undefined;
}

const withoutLast = (dotted: string, name: string): string => (dotted.endsWith(`.${name}`) ? dotted.slice(0, -name.length - 1) : dotted);
