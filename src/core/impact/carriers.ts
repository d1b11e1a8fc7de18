import type { ContractSchema, RpcShape } from '../readers/messages/schema.ts';

/** The rpcs whose requests or responses hold a message or enum, at any depth. */
export function carriersOf(name: string, schema: ContractSchema): readonly RpcShape[] {
  const holders = new Set([name]);
  for (let grown = true; grown;) {
    grown = false;
    for (const message of schema.messages.values()) {
      if (holders.has(message.name) || !message.fields.some(({ type }) => holders.has(type))) continue;
      holders.add(message.name);
      grown = true;
    }
  }
  return schema.rpcs.filter(({ request, response }) => holders.has(request) || holders.has(response));
}

/**
 * A message of one version of a contract in another copy of it: of the same name, else the one that stands in the same place, by numbers, of the same rpc.
 * Copies rename what the wire does not name.
 */
export function counterpartOf(name: string, from: ContractSchema, to: ContractSchema): string | undefined {
  if (to.messages.has(name)) return name;
  const last = name.slice(name.lastIndexOf('.') + 1);
  const named = [...to.messages.keys()].filter(other => other.slice(other.lastIndexOf('.') + 1) === last);
  if (named.length === 1) return named[0];
  for (const rpc of carriersOf(name, from)) {
    const same = to.rpcs.find(other => lastPart(other.service) === lastPart(rpc.service) && other.name === rpc.name);
    if (!same) continue;
    const found =
      walk({ wanted: name, from, to }, rpc.response, same.response) ?? walk({ wanted: name, from, to }, rpc.request, same.request);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Walk {
  readonly wanted: string;
  readonly from: ContractSchema;
  readonly to: ContractSchema;
}

/** Side by side through both, by field numbers. */
function walk({ wanted, from, to }: Walk, start: string, other: string): string | undefined {
  const seen = new Set<string>();
  const queue: [string, string][] = [[start, other]];
  for (let pair = queue.shift(); pair; pair = queue.shift()) {
    const [here, there] = pair;
    if (here === wanted) return there;
    if (seen.has(here)) continue;
    seen.add(here);
    for (const field of from.messages.get(here)?.fields ?? []) {
      const same = to.messages.get(there)?.fields.find(({ number }) => number === field.number);
      if (same) queue.push([field.type, same.type]);
    }
  }
  return undefined;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
