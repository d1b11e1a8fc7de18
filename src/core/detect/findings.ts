import type { Finding, Severity } from '../model/finding.ts';
import { fingerprint } from '../model/fingerprint.ts';
import type { Check, Found } from './check.ts';
import { checks } from './checks.ts';
import { isIgnored } from './ignored.ts';
import { grouped } from './grouped.ts';
import type { System } from './system.ts';

/** What the checks find, in the order of triage; what somebody ignores with a reason is left out. */
export function findings(system: System, chosen: readonly Check[] = checks): readonly Finding[] {
  const ignored = isIgnored(system);
  return chosen.flatMap(check => {
    const told = distinct([...check.run(system)]).filter(found => !ignored({ check: check.id, ...found }));
    const shown = grouped(told).filter(found => !ignored({ check: check.id, ...found }));
    return bySeverity(shown.map(found => findingOf(check, found)));
  });
}

/** Stable under edits elsewhere: it names the check and what the finding is about, and no line. */
export const findingId = ({ check, subject }: Pick<Finding, 'check' | 'subject'>): string =>
  `${check}:${fingerprint(subject).split('-')[0]!}`;

function findingOf({ id, stage, severity }: Check, found: Found): Finding {
  return {
    check: id,
    subject: found.subject,
    stage,
    severity: found.severity ?? severity,
    message: found.message,
    evidence: found.evidence,
    about: found.about,
    ...(found.fix && { fix: found.fix }),
  };
}

/** The same subject in several environments or services is said once. */
const distinct = (all: readonly Found[]): readonly Found[] =>
  [...new Map(all.toReversed().map(found => [found.subject, found])).values()].toReversed();

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

const bySeverity = (all: readonly Finding[]): readonly Finding[] =>
  all.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
