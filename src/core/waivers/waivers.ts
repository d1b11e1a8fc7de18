import type { Location, Problem, Source } from '../model/source.ts';
import { yamlFile } from '../yaml/parse.ts';
import { entries, items, text, type Node } from '../yaml/tree.ts';
import { isDay } from './day.ts';

/** One breakage that a team takes on for a while. */
export interface Waiver {
  readonly at: Location;
  /** The service that may break, by its name; `*` is everyone. */
  readonly consumer: string;
  /** What changed, `POST /orders` or `shop.v1.Order.total`; with `*` at its end all that begins so. */
  readonly element?: string;
  /** The rule that it breaks, or the check that finds it. */
  readonly rule?: string;
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly expires: string;
}

interface Waivers {
  readonly waivers: readonly Waiver[];
  readonly problems: readonly Problem[];
}

/**
 * `.faultline/waivers.yaml`:
 *
 *     - consumer: payments
 *       element: POST /orders       # or rule: FIELD_NO_DELETE, or both
 *       reason: payments is switched off in May
 *       expires: 2027-05-31
 *
 * Pure and total: an entry that cannot be understood is refused with a problem, and the others hold.
 */
export function waivers(source: Source): Waivers {
  const { documents, problems } = yamlFile(source);
  const root = documents[0]?.root;
  if (root && root.kind !== 'sequence') return { waivers: [], problems: [...problems, { at: root.at, message: NO_LIST }] };
  const read = items(root).map(node => waiver(source, node));
  return {
    waivers: read.filter(entry => 'reason' in entry),
    problems: [...problems, ...read.filter(entry => 'message' in entry)],
  };
}

const NO_LIST = 'Waivers are a list; begin each with a dash: - consumer: payments.';

const KNOWN: ReadonlySet<string> = new Set(['consumer', 'element', 'rule', 'reason', 'expires']);

function waiver({ path }: Source, node: Node): Waiver | Problem {
  const unknown = entries(node).find(({ key }) => !KNOWN.has(key));
  if (unknown)
    return { at: unknown.keyAt, message: `A waiver has no "${unknown.key}"; it has consumer, element, rule, reason and expires.` };
  const written = (key: string): string => text(node, key)?.trim() ?? '';
  const [consumer, element, rule, reason, expires] = [...KNOWN].map(written) as [string, string, string, string, string];
  const wrong = lacking({ consumer, what: element + rule, reason, expires });
  if (wrong !== undefined) return { at: node.at, message: `This waiver does not hold: ${wrong}` };
  return {
    at: { file: path, span: node.at },
    consumer,
    ...(element !== '' && { element }),
    ...(rule !== '' && { rule }),
    reason,
    expires,
  };
}

interface Written {
  readonly consumer: string;
  readonly what: string;
  readonly reason: string;
  readonly expires: string;
}

function lacking({ consumer, what, reason, expires }: Written): string | undefined {
  if (consumer === '') return 'name the service that may break, consumer: payments, or consumer: "*" for every one.';
  if (what === '') return 'say what may break it, element: POST /orders, or rule: FIELD_NO_DELETE.';
  if (reason === '') return 'say why it is all right, reason: payments is switched off in May.';
  if (expires === '') return 'say how long it holds, expires: 2027-01-31.';
  return isDay(expires) ? undefined : `"${expires}" is no day; write it as 2027-01-31.`;
}
