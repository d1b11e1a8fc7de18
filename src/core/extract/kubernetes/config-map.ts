import type { ConfigMap } from '../../model/cluster-fact.ts';
import type { EnvEntry } from '../../model/deployment-parts.ts';
import { join, literal, type Value } from '../../model/value.ts';
import { at, entries, type MappingEntry, type Node } from '../../yaml/tree.ts';
import { certainText, nameSpan, nameValues, type Reading, spanFrom } from './reading.ts';
import { nameOf } from './workload.ts';

export function configMap(root: Node, secret: boolean, reading: Reading): ConfigMap {
  const namespace = certainText(at(root, 'metadata', 'namespace'), reading);
  return {
    kind: 'config-map',
    at: nameSpan(root),
    name: nameOf(root, reading),
    ...(namespace && { namespace }),
    secret,
    entries: secret
      ? [
          ...entries(at(root, 'data')).map(entry => hidden(entry, decoded, reading)),
          ...entries(at(root, 'stringData')).map(entry => hidden(entry, text => text, reading)),
        ]
      : nameValues(at(root, 'data'), reading),
  };
}

/** Of a secret only an address is kept, and of that no password. */
function hidden({ key, keyAt, value }: MappingEntry, read: (text: string) => string, reading: Reading): EnvEntry {
  const name = reading.text(key);
  if (value.kind !== 'scalar') return { name, at: keyAt };
  const at = spanFrom(keyAt, value.at);
  const later = reading.value(value.text);
  if (later.kind !== 'literal') return { name, value: withoutPassword(later), at };
  const address = addressIn(read(value.text).trim(), name);
  return address === undefined ? { name, at } : { name, value: literal(address), at };
}

/** A reference is no secret; what is written around it may be one. */
function withoutPassword(value: Value): Value {
  if (value.kind === 'literal') return literal(value.text.replace(/[^@/:\s]+@/g, '***@'));
  return value.kind === 'join' ? join(value.parts.map(withoutPassword)) : value;
}

const URL = /^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/[^\s]+$/i;
const HOST = /^[a-z](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*(?::\d{2,5})?$/i;
const CONNECTION = /(?:^|;)\s*(?:server|data source|host|addr(?:ess)?|endpoint|network address)\s*=\s*[^;]+/i;
const NAMES_A_PLACE = /(?:host|hostname|url|uri|addr|address|endpoint|server|servers|broker|brokers|service)$/i;

/** The address that a secret's text is, without user and password. */
export function addressIn(text: string, name: string): string | undefined {
  if (URL.test(text))
    return text
      .replace(/(:\/\/)[^@/\s]*@/g, '$1***@')
      .replace(/([?&;](?:password|pwd|token|secret|key|sig|user(?:name)?|apikey|api_key|access_token)=)[^&;]*/gi, '$1***');
  if (CONNECTION.test(text) && !text.includes('\n'))
    return text.replace(
      /((?:password|pwd|user id|uid|user|accountkey|sharedaccesskey|sharedaccesskeyname|username)\s*=\s*)[^;]*/gi,
      '$1***',
    );
  return NAMES_A_PLACE.test(name) && HOST.test(text) ? text : undefined;
}

function decoded(text: string): string {
  try {
    return text.length < 4_000 ? atob(text.replace(/\s/g, '')) : '';
  } catch {
    return '';
  }
}
