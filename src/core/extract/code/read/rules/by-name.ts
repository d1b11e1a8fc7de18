import type { Call } from '../../syntax.ts';

const NONE: readonly never[] = [];

/** Most calls are of no rule's concern; one look at the last name of the call says so. */
export function byName<Rule extends { readonly names: readonly string[] }>(rules: readonly Rule[]): (call: Call) => readonly Rule[] {
  const index = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const name of rule.names) {
      const known = index.get(name);
      if (known) known.push(rule);
      else index.set(name, [rule]);
    }
  }
  return call => index.get(call.path.at(-1) ?? '') ?? NONE;
}
