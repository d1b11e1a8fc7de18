import type { IdentityFact, KeptApart, SameService } from '../../model/identity-fact.ts';
import type { Ignores } from '../../model/ignore-fact.ts';
import type { Problem } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, entries, items, type Node, text } from '../../yaml/tree.ts';
import type { Extractor } from '../extractor.ts';

/**
 * `.faultline/config.yaml`, in which a team corrects what Faultline took for one service:
 *
 *     services:
 *       - name: orders
 *         same: [order-processor, services/orders]   # compose services, workloads or folders
 *     apart:
 *       - [billing, billing-worker]
 *     ignore:
 *       - check: env.name-mismatch        # or env.* for all of a stage
 *         path: services/legacy           # optional: a file or folder
 *         subject: orders DB_PASS         # optional: what the finding is about
 *         reason: it is set by the platform
 *     index:
 *       exclude: [generated/, '*.snap']   # what is not to be read, as in .gitignore
 */
export const faultline: Extractor = {
  name: 'faultline',
  include: ['.faultline/config.{yaml,yml}'],
  extract: source => {
    const { documents, problems } = yamlFile(source);
    const root = documents[0]?.root;
    const unknown = entries(root)
      .filter(({ key }) => !KNOWN.has(key))
      .map(({ key, keyAt }): Problem => ({
        at: keyAt,
        message: `There is no setting "${key}" here; services, apart, ignore and index are known.`,
      }));
    const told = [...items(at(root, 'services')).map(sameService), ...items(at(root, 'ignore')).map(ignores)];
    return {
      facts: [...told.filter(fact => 'kind' in fact), ...items(at(root, 'apart')).flatMap(keptApart)],
      problems: [...problems, ...unknown, ...told.filter(problem => 'message' in problem)],
    };
  },
};

const KNOWN: ReadonlySet<string> = new Set(['services', 'apart', 'ignore', 'index']);

function sameService(node: Node): SameService | Problem {
  const named = at(node, 'name');
  const name = text(named);
  if (!named || name === undefined) return { at: node.at, message: 'A service that is corrected needs a name: write name: orders.' };
  return { kind: 'same-service', at: named.at, name, members: names(at(node, 'same')) };
}

function ignores(node: Node): Ignores | Problem {
  const named = at(node, 'check');
  const check = text(named);
  const reason = text(node, 'reason');
  const path = text(node, 'path')?.replace(/\/+$/, '');
  const subject = text(node, 'subject');
  if (!named || check === undefined || reason === undefined)
    return {
      at: node.at,
      message: 'What is ignored needs its check and a reason: write check: env.name-mismatch and reason: set by the platform.',
    };
  return { kind: 'ignores', at: named.at, check, reason, scope: 'workspace', ...(path && { path }), ...(subject && { subject }) };
}

function keptApart(node: Node): readonly IdentityFact[] {
  const apart: KeptApart = { kind: 'kept-apart', at: node.at, names: names(node) };
  return apart.names.length > 1 ? [apart] : [];
}

const names = (node: Node | undefined): readonly string[] => items(node).flatMap(item => text(item)?.replace(/\/+$/, '') ?? []);
