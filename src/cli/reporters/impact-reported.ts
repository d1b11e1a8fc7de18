import type { ChangeDocument, ImpactDocument, ServiceDocument } from '../../core/impact/document.ts';
import type { Reported, ReportedRule } from './reported.ts';

/** Each change that breaks or endangers somebody, with the lines of everyone whom it hits. */
export function impactReported({ changes, services }: ImpactDocument): readonly Reported[] {
  return changes
    .filter(({ level }) => level !== 'safe')
    .map(change =>
      reported(
        change,
        services.filter(service => service.changes.includes(change.element) && service.through === undefined),
      ),
    );
}

function reported(change: ChangeDocument, services: readonly ServiceDocument[]): Reported {
  const broken = services.filter(({ effect }) => effect === 'broken');
  return {
    id: `${ruleOf(change)} ${change.element}`,
    rule: ruleOf(change),
    severity: broken.length > 0 ? 'high' : change.breaking ? 'medium' : 'low',
    message: `${change.message} ${broken.length > 0 ? `It breaks ${broken.map(({ name }) => name).join(', ')}.` : 'No reader that breaks was found in this workspace.'}`,
    places: [
      { file: change.file, line: change.line, column: 1, ...(change.side === 'before' && { note: 'as it was' }) },
      ...services.flatMap(({ name, evidence }) =>
        evidence.slice(0, MOST_PLACES).map(({ file, line }) => ({ file, line, column: 1, note: `used by ${name}` })),
      ),
    ],
  };
}

const MOST_PLACES = 5;

const ruleOf = ({ rule, kind }: ChangeDocument): string => rule ?? `impact.${kind}`;

export const impactRules = (document: ImpactDocument): readonly ReportedRule[] => [
  ...new Map(
    document.changes.map(change => [
      ruleOf(change),
      {
        id: ruleOf(change),
        title: change.message,
        why: 'Whoever relies on it breaks when the change is deployed before they are.',
        fix: 'Keep the old beside the new until nobody uses it.',
      },
    ]),
  ).values(),
];
