import type { ExplainAnswer } from '../../protocol/lsp.ts';
import type { MapEvidence } from '../../protocol/panels/map.ts';
import { confidenceWords, fileName, kindWord, listed, nodeNote } from '../../webview/map/words.ts';
import type { Translate } from '../status-words.ts';

/** One line to choose: it leads to a line of a file, or to another node. */
export interface ProofPick {
  readonly label: string;
  readonly note: string;
  readonly detail: string;
  readonly to:
    | { readonly kind: 'source'; readonly at: MapEvidence }
    | { readonly kind: 'node'; readonly id: string }
    | { readonly kind: 'heading' };
}

export interface Explained {
  /** The answer in one sentence. */
  readonly sentence: string;
  readonly picks: readonly ProofPick[];
}

const heading = (label: string): ProofPick => ({ label, note: '', detail: '', to: { kind: 'heading' } });

function source(at: MapEvidence, detail = at.text ?? ''): ProofPick {
  const folder = at.file.slice(0, Math.max(0, at.file.lastIndexOf('/')));
  return { label: `$(go-to-file) ${fileName(at.file)}:${at.line}`, note: folder, detail, to: { kind: 'source', at } };
}

function under(title: string, picks: readonly ProofPick[]): readonly ProofPick[] {
  return picks.length === 0 ? [] : [heading(title), ...picks];
}

const failing = (t: Translate, name: string, broken: readonly string[]): string =>
  broken.length === 1 ? t('If {0} fails, {1} fails.', name, listed(broken)) : t('If {0} fails, {1} fail.', name, listed(broken));

/** What an explanation offers to go to, in the order of the proof. */
export function explained(answer: ExplainAnswer, t: Translate): Explained {
  if (answer.kind === 'edge') {
    const { edge, from, to } = answer;
    const operations = edge.operations?.length ? ` (${listed(edge.operations)})` : '';
    return {
      sentence: `${from} → ${to}: ${kindWord(edge.kind)}${operations}, ${confidenceWords[edge.confidence]}. ${edge.reason}`,
      picks: under(
        t('Proofs'),
        edge.evidence.map(at => source(at)),
      ),
    };
  }
  const { node, dependents, dependencies, identity } = answer;
  const hop = ({ id, name, hops }: (typeof dependents)[number]): ProofPick => ({
    label: `$(symbol-interface) ${name}`,
    note: hops === 1 ? t('direct') : t('{0} hops', hops),
    detail: '',
    to: { kind: 'node', id },
  });
  const broken = dependents.map(({ name }) => name);
  return {
    sentence: broken.length > 0 ? failing(t, node.name, broken) : t('Nothing seen here needs {0}.', node.name),
    picks: [
      ...under(t('If {0} fails, these fail', node.name), dependents.map(hop)),
      ...under(t('{0} needs', node.name), dependencies.map(hop)),
      ...under(
        t('Why this is {0}', nodeNote(node) ? `${node.name} (${nodeNote(node)})` : node.name),
        identity.map(({ why, file, line }) => source({ file, line }, why)),
      ),
    ],
  };
}
