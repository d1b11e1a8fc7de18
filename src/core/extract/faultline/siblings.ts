import { within } from '../../model/paths.ts';
import { SIBLINGS_LOCK, type LockedContract, type LockedFile, type Sibling } from '../../model/sibling-fact.ts';
import type { FilePath, Problem } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, items, type Node, text, texts } from '../../yaml/tree.ts';
import type { Extractor } from '../extractor.ts';

/**
 * `.faultline/siblings.lock`, which `faultline lock` writes: what other repositories provide, at the revision at which they were looked at.
 *
 *     version: 1
 *     siblings:
 *       - name: shop
 *         revision: 3f2a…
 *         services:
 *           - name: orders
 *             hosts: [orders, orders.example.com]
 *             provides:
 *               - contract: proto/orders.proto     # copied to .faultline/siblings/shop/proto/orders.proto
 *                 services: [shop.v1.Orders]
 *         files:
 *           - path: proto/orders.proto
 *             digest: 9c1d…
 */
export const siblingsLock: Extractor = {
  name: 'siblings-lock',
  include: [SIBLINGS_LOCK],
  extract: source => {
    const { documents, problems } = yamlFile(source);
    const root = documents[0]?.root;
    if (!root) return { facts: [], problems };
    if (text(root, 'version') !== VERSION) return { facts: [], problems: [...problems, { at: root.at, message: OTHER_VERSION }] };
    const told = items(at(root, 'siblings')).map(sibling);
    return {
      facts: told.filter(fact => 'kind' in fact),
      problems: [...problems, ...told.filter(problem => 'message' in problem)],
    };
  },
};

const VERSION = '1';
const OTHER_VERSION = 'Only version 1 of this file is known here; write it anew with faultline lock.';

/** What is fit for the name of a folder, and leads to no other. */
export const isSiblingName = (name: string): boolean => /^[A-Za-z0-9_][\w.-]{0,99}$/.test(name);

function sibling(node: Node): Sibling | Problem {
  const named = at(node, 'name');
  const name = text(named);
  if (!named || name === undefined || !isSiblingName(name))
    return { at: node.at, message: 'A sibling needs a name of letters, digits, dots and dashes; write this file with faultline lock.' };
  const revision = text(node, 'revision');
  return {
    kind: 'sibling',
    at: named.at,
    name,
    ...(revision !== undefined && { revision }),
    services: items(at(node, 'services')).flatMap(service),
    files: items(at(node, 'files')).flatMap(file),
  };
}

function service(node: Node): Sibling['services'] {
  const named = at(node, 'name');
  const name = text(named);
  if (!named || name === undefined) return [];
  const hosts = texts(at(node, 'hosts')).map(host => host.toLowerCase());
  return [{ at: named.at, name, hosts, provides: items(at(node, 'provides')).flatMap(provided) }];
}

function provided(node: Node): readonly LockedContract[] {
  const contract = inside(text(node, 'contract'));
  return contract === undefined ? [] : [{ contract, services: texts(at(node, 'services')) }];
}

function file(node: Node): readonly LockedFile[] {
  const path = inside(text(node, 'path'));
  return path === undefined ? [] : [{ path, digest: text(node, 'digest') ?? '' }];
}

/** The path, where it stays below the sibling's folder and is written in the plainest way. */
const inside = (path: string | undefined): FilePath | undefined =>
  path !== undefined && path !== '' && within('', path) === path ? (path as FilePath) : undefined;
