import type { ImpactDocument, PlaceDocument, ServiceDocument } from '../../core/impact/document.ts';

const HEADINGS = [
  ['broken', 'Broken'],
  ['at-risk', 'At risk'],
  ['rebuilt', 'Built again'],
] as const;

/** The sentence first; then who, where and why; then what to do. */
export function impactText(document: ImpactDocument): string {
  const { summary, services, changes, waived, rollout, versions, tests, gaps, problems } = document;
  const sections = [
    ...HEADINGS.map(([effect, heading]) => section(heading, services.filter(service => service.effect === effect).flatMap(serviceLines))),
    section('What changed', changes.filter(({ level }) => level !== 'safe').map(changeLine)),
    section('Waived', waived.map(waivedLine)),
    section('Roll out', rollout.map(rolloutLine)),
    section('Versions', versions.map(versionLine)),
    section('Tests to run', tests.flatMap(commandLines)),
    section('Tests that touch it', tests.flatMap(touchingLines).slice(0, MOST_TESTS)),
    section('Contract tests', document.contractTests.map(contractTestLine)),
    section('No test would notice', gaps),
    section('Not compared', problems.map(problemLine)),
  ];
  return `${[summary, ...sections.filter(text => text !== '')].join('\n\n')}\n`;
}

const changeLine = ({ message, rule, ...at }: ImpactDocument['changes'][number]): string =>
  `${message}${rule === undefined ? '' : ` (${rule})`}  ${placed(at)}`;

const waivedLine = ({ service, element, reason, expires }: ImpactDocument['waived'][number]): string =>
  `${service}, ${element}: ${reason} (until ${expires})`;

const rolloutLine = ({ phase, what, services }: ImpactDocument['rollout'][number]): string =>
  `[ ] ${phase}: ${what}${services.length > 0 ? ` (${services.join(', then ')})` : ''}`;

const versionLine = ({ artefact, bump, from, to }: ImpactDocument['versions'][number]): string =>
  `${artefact}: ${bump}${from === undefined ? '' : `, ${from} → ${to}`}`;

const commandLines = ({ command, service }: ImpactDocument['tests'][number]): readonly string[] =>
  command === undefined ? [] : [`${command}${service === undefined ? '' : `  (${service})`}`];

const touchingLines = ({ file, line, element }: ImpactDocument['tests'][number]): readonly string[] =>
  element === undefined ? [] : [`${file}:${line}  ${element}`];

const contractTestLine = ({ tool, command, file, line }: ImpactDocument['contractTests'][number]): string =>
  `${command ?? tool}  ${file}:${line}`;

const problemLine = ({ message, file, line }: ImpactDocument['problems'][number]): string =>
  `${file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `}${message}`;

const MOST_TESTS = 20;
const MOST_PLACES = 6;

const section = (heading: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [heading, ...lines.map(line => `  ${line}`)].join('\n');

function serviceLines({ name, why, evidence, confidence, owners }: ServiceDocument): string[] {
  const sure = confidence === 'certain' ? '' : ` [${confidence}]`;
  const who = owners.length > 0 ? `  ${owners.join(' ')}` : '';
  const shown = evidence.slice(0, MOST_PLACES).map(at => `    ${placed(at)}`);
  const left = evidence.length - shown.length;
  return [`${name}${sure}: ${why}${who}`, ...shown, ...(left > 0 ? [`    and ${left} more`] : [])];
}

const placed = ({ file, line, side }: PlaceDocument): string => `${file}:${line}${side === 'before' ? ' (before)' : ''}`;
