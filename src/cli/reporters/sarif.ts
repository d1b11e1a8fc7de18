import type { Severity } from '../../core/model/finding.ts';
import type { Reported, ReportedPlace, ReportedRule } from './reported.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** What code scanning sorts by; its own bounds are 9, 7 and 4. */
const SCORES: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.0', low: '2.0', info: '0.0' };

/** SARIF 2.1.0, as code scanning services take it. */
export function sarif(reported: readonly Reported[], rules: readonly ReportedRule[]): string {
  const used = rules.filter(({ id }) => reported.some(({ rule }) => rule === id));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Faultline', rules: used.map(rule => ruleOf(rule, reported)) } },
        columnKind: 'utf16CodeUnits',
        results: reported.map(result => resultOf(result, used)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
}

function ruleOf({ id, title, why, fix }: ReportedRule, reported: readonly Reported[]): object {
  const severity = reported.find(({ rule }) => rule === id)?.severity ?? 'info';
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { 'security-severity': SCORES[severity] },
  };
}

function resultOf({ id, rule, severity, message, places }: Reported, rules: readonly ReportedRule[]): object {
  const index = rules.findIndex(known => known.id === rule);
  const [first, ...others] = places;
  return {
    ruleId: rule,
    ...(index >= 0 && { ruleIndex: index }),
    level: LEVELS[severity],
    message: { text: message },
    locations: first ? [locationOf(first)] : [],
    relatedLocations: others.map((place, at) => ({ id: at + 1, ...locationOf(place), message: { text: place.note ?? message } })),
    partialFingerprints: { faultline: id },
  };
}

const locationOf = ({ file, line, column }: ReportedPlace): object => ({
  physicalLocation: {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
    region: { startLine: line, startColumn: column },
  },
});
