import type { Stage } from '../model/finding.ts';
import type { Check } from './check.ts';

const STAGES: Readonly<Record<Stage, string>> = {
  env: 'Environment: what the code reads, and what each environment sets',
  dependency: 'Dependencies: what has to be up before something else',
  wiring: 'Wiring: who reaches whom, under which name and port',
  contract: 'Contracts: what one side sends and the other expects',
  version: 'Versions: what runs, and what it is run with',
  resilience: 'Resilience: what happens when the other side is slow or gone',
  code: 'Code: what looks right and is not',
};

/** The page of a check in docs/checks, from its own texts. */
export const checkPage = ({ id, severity, title, why, fix, guard, sources }: Check): string =>
  `# ${title}

\`${id}\` · ${severity}

<!-- Written by npm run docs:checks from the check itself. -->

## How it fails

${why}

## What to do

${fix}

## What is left alone

${guard}

Where it is meant, say so on the line of the finding or the line above, with a reason:

\`\`\`
# faultline-ignore ${id}: why it is right here
\`\`\`

or for more than a line in \`.faultline/config.yaml\`:

\`\`\`yaml
ignore:
  - check: ${id}
    path: services/legacy
    reason: why it is right here
\`\`\`

## Who was hit by it

${sources.map(source => `- <${source}>`).join('\n')}
`;

/** The list of all of them, in the order of triage. */
export const checksPage = (checks: readonly Check[]): string =>
  `# Checks

<!-- Written by npm run docs:checks from the checks themselves. -->

In the order in which they explain each other: what comes first is often the cause of what comes later.
${Object.entries(STAGES)
  .map(([stage, title]) => ({ title, own: checks.filter(check => check.stage === stage) }))
  .filter(({ own }) => own.length > 0)
  .map(
    ({ title, own }) =>
      `\n## ${title}\n\n${own.map(({ id, title: what, severity }) => `- [${what}](${id}.md) (\`${id}\`, ${severity})`).join('\n')}\n`,
  )
  .join('')}`;
