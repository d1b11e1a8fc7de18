import type { ImpactDocument, PlaceDocument, ServiceDocument } from '../../core/impact/document.ts';

const HEADINGS = [
  ['broken', 'Broken', '🔴'],
  ['at-risk', 'At risk', '🟡'],
  ['rebuilt', 'Built again', '⚪'],
] as const;

/** A comment on a pull request: the sentence, a table, and everything long folded away. */
export function impactMarkdown(document: ImpactDocument): string {
  const parts = [
    `### ${escaped(document.summary)}`,
    affectedTable(document),
    folded(`What changed (${breakingOf(document).length})`, breakingOf(document).map(changeLine)),
    rolloutList(document),
    folded(`Waived (${document.waived.length})`, document.waived.map(waivedLine)),
    folded('Versions', document.versions.map(versionLine)),
    folded('Tests to run', document.tests.flatMap(testLines)),
    folded(
      `No test would notice (${document.gaps.length})`,
      document.gaps.map(gap => `- ${escaped(gap)}`),
    ),
    folded(`Not compared (${document.problems.length})`, document.problems.map(problemLine)),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

const breakingOf = ({ changes }: ImpactDocument): ImpactDocument['changes'] => changes.filter(({ level }) => level !== 'safe');

function affectedTable({ services }: ImpactDocument): string {
  const rows = HEADINGS.flatMap(([effect, heading, mark]) =>
    services.filter(service => service.effect === effect).map(service => row(service, `${mark} ${heading}`)),
  );
  return rows.length > 0 ? ['| Service | Effect | Why | Where |', '|---|---|---|---|', ...rows].join('\n') : '';
}

const changeLine = ({ message, rule, ...at }: ImpactDocument['changes'][number]): string =>
  `- ${escaped(message)}${rule === undefined ? '' : ` \`${rule}\``} — ${placed(at)}`;

function rolloutList({ rollout }: ImpactDocument): string {
  const steps = rollout.map(
    ({ phase, what, services }) =>
      `- [ ] **${phase}** ${escaped(what)}${services.length > 0 ? ` (${escaped(services.join(', then '))})` : ''}`,
  );
  return steps.length > 0 ? ['**Roll out**', ...steps].join('\n') : '';
}

const waivedLine = ({ service, element, reason, expires }: ImpactDocument['waived'][number]): string =>
  `- ${escaped(service)}, ${escaped(element)}: ${escaped(reason)} (until ${expires})`;

const versionLine = ({ artefact, bump, from, to }: ImpactDocument['versions'][number]): string =>
  `- ${escaped(artefact)}: ${bump}${from === undefined ? '' : ` (${from} → ${to})`}`;

const testLines = ({ command, service }: ImpactDocument['tests'][number]): readonly string[] =>
  command === undefined ? [] : [`- \`${command}\`${service === undefined ? '' : ` (${escaped(service)})`}`];

const problemLine = ({ message, file }: ImpactDocument['problems'][number]): string =>
  `- ${file === undefined ? '' : `${escaped(file)}: `}${escaped(message)}`;

const MOST_PLACES = 4;

function row({ name, why, evidence, owners, confidence }: ServiceDocument, effect: string): string {
  const places = evidence.slice(0, MOST_PLACES).map(placed);
  const left = evidence.length - places.length;
  const who = owners.length > 0 ? `<br>${owners.map(owner => `\`${owner.replaceAll('`', '')}\``).join(' ')}` : '';
  const sure = confidence === 'certain' ? '' : ` (${confidence})`;
  return `| ${escaped(name)}${who} | ${effect}${sure} | ${escaped(why)} | ${[...places, ...(left > 0 ? [`and ${left} more`] : [])].join('<br>')} |`;
}

const placed = ({ file, line, side }: PlaceDocument): string =>
  `\`${file.replaceAll('`', '')}:${line}\`${side === 'before' ? ' before' : ''}`;

const folded = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<details><summary>${title}</summary>\n\n${lines.join('\n')}\n\n</details>`;

/** What a workspace says is text, and mentions nobody. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>|]/g, character => `\\${character}`)
    .replaceAll('@', '@\u200b')
    .replace(/\s*\n\s*/g, ' ');
