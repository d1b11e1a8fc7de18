import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Protocol } from '../../model/technology.ts';
import { join, literal } from '../../model/value.ts';
import { templated } from '../settings/placeholder.ts';
import type { Node } from '../../yaml/tree.ts';

/** An edge to the observer or the observed that a scalar names. */
export function telemetry(
  node: Node | undefined,
  via: string,
  more: { readonly port?: string | undefined; readonly protocol?: Protocol } = {},
): readonly UsesAddress[] {
  if (node?.kind !== 'scalar' || node.text === '' || /^(unix|file):|^:\d+$|^0\.0\.0\.0/.test(node.text)) return [];
  const address = templated(node.text);
  const target = more.port === undefined ? address : join([address, literal(':'), templated(more.port)]);
  return [{ kind: 'uses-address', at: node.at, protocol: more.protocol ?? 'telemetry', target, via }];
}
