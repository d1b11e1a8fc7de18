import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Protocol } from '../../model/technology.ts';
import { join, literal } from '../../model/value.ts';
import type { Source } from '../../model/source.ts';
import { protocolOf } from '../settings/address.ts';
import { plain, templated } from '../settings/placeholder.ts';
import { jsonFile } from '../json/parse.ts';
import { tomlTree } from '../toml/parse.ts';
import type { Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';

/** An edge of a gateway to the server that a scalar names; none for anything else, or for an empty text. */
export function upstream(
  node: Node | undefined,
  via: string,
  more: { readonly protocol?: Protocol; readonly path?: string | undefined; readonly port?: string | undefined } = {},
): readonly UsesAddress[] {
  if (node?.kind !== 'scalar' || node.text === '' || node.text.startsWith('unix:')) return [];
  const address = templated(node.text);
  const protocol = more.protocol ?? known(protocolOf(plain(address)));
  const target = more.port === undefined ? address : join([address, literal(':'), templated(more.port)]);
  return [{ kind: 'uses-address', at: node.at, protocol, target, via, ...(more.path !== undefined && { path: literal(more.path) }) }];
}

const known = (protocol: Protocol | undefined): Protocol => (protocol === undefined || protocol === 'tcp' ? 'http' : protocol);

/** The documents of a file in any of the three notations that gateways take. */
export function roots(source: Source): readonly Node[] {
  if (/\.(json|jsonc|json5)$/.test(source.path)) return [jsonFile(source).root];
  if (source.path.endsWith('.toml')) return [tomlTree(source)];
  return yamlFile(source).documents.map(document => document.root);
}
