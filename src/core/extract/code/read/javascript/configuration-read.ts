import type { EnvironmentRead } from '../../environment-read.ts';
import { environmentRead } from '../../environment-read.ts';
import type { Context } from '../../reader.ts';
import type { Call } from '../../syntax.ts';
import { originOf, receiverName, textIn, typeOf } from './origin.ts';

const KEY = /^[A-Za-z][\w-]*([.:][\w-]+)*$/;

/** `config.get('database.host')` of NestJS's ConfigService, node-config and convict, whatever the variable is called. */
export function configurationRead(call: Call, context: Context): EnvironmentRead | undefined {
  const method = call.path.at(-1) ?? '';
  if (!/^(get|getOrThrow)$/.test(method)) return undefined;
  const known = environmentRead(call, context.language);
  if (known) return known;
  const name = textIn(call.arguments[0]);
  if (name === undefined || !KEY.test(name) || !isConfiguration(call, context)) return undefined;
  const fallback = call.arguments[1];
  const plain =
    fallback && (fallback.kind === 'text' || fallback.kind === 'number' || fallback.kind === 'name' || fallback.kind === 'join');
  return { name, certain: true, ...(plain ? { fallback } : {}) };
}

function isConfiguration(call: Call, context: Context): boolean {
  if (call.on) return false;
  const receiver = receiverName(call);
  if (typeOf(receiver, context) === 'ConfigService') return true;
  const module = originOf(call.path, context)?.module;
  if (module === 'config' || module === 'convict' || module === 'nconf') return true;
  return /^config(uration)?(Service)?$/i.test(receiver) && (context.uses('@nestjs/config') || module?.startsWith('.') === true);
}
