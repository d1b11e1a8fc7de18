import type { ImpactReply } from '../../protocol/impact.ts';
import type { ImpactAnswer } from '../../workspace/impact-of.ts';

/** An answer as the editor gets it: without the earlier texts, which only fixes need. */
export function reply(root: string, answer: ImpactAnswer): ImpactReply {
  if (answer.kind === 'none') return { kind: 'none', root, reason: answer.reason, why: answer.why };
  const { document, against, places } = answer;
  return { kind: 'impact', root, report: document, against, places };
}
