import { readFile, writeFile } from 'node:fs/promises';
import { checks } from '../../core/detect/checks.ts';
import { findingDocument, type FindingDocument } from '../../core/detect/finding-document.ts';
import { findings, SEVERITIES } from '../../core/detect/findings.ts';
import { systemIn } from '../../core/detect/system-of-snapshot.ts';
import { userCacheFolder } from '../../workspace/kept.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command, Output } from '../command.ts';
import { compared, judged, twoVersions } from '../compared.ts';
import { contractFindings } from '../contract-findings.ts';
import { CACHE_OPTION, folder } from '../folder.ts';
import { linkedWorkspace } from '../linked.ts';
import { findingsText } from '../reporters/findings-text.ts';
import { github } from '../reporters/github.ts';
import { junit } from '../reporters/junit.ts';
import type { Reported } from '../reporters/reported.ts';
import { sarif } from '../reporters/sarif.ts';
import { UsageError } from '../usage-error.ts';

const REPORTERS = {
  text: (found: readonly FindingDocument[]) => findingsText(found.map(reported), checks),
  json: (found: readonly FindingDocument[]) => `${JSON.stringify({ findings: found }, null, 1)}\n`,
  sarif: (found: readonly FindingDocument[]) => sarif(found.map(reported), checks),
  junit: (found: readonly FindingDocument[]) => junit(found.map(reported), checks),
  github: (found: readonly FindingDocument[]) => github(found.map(reported)),
} as const;

export const check: Command = {
  name: 'check',
  usage:
    'check DIR [--contracts [--base REV]] [--fail-on SEVERITY] [--baseline FILE] [--write-baseline FILE] [--format text|json|sarif|junit|github] [--no-cache]',
  summary:
    'Find false assumptions between services, in the order in which they explain each other. Exit 1 where there are any of low severity or above.',
  async run(args, output) {
    const { positionals, options } = parsed(args, {
      contracts: { type: 'boolean' },
      base: { type: 'string' },
      'fail-on': { type: 'string' },
      baseline: { type: 'string' },
      'write-baseline': { type: 'string' },
      format: { type: 'string' },
      ...CACHE_OPTION,
    });
    atMost({ positionals }, 1);
    const format = oneOf(options['format'], ['text', 'json', 'sarif', 'junit', 'github'], '--format');
    const least = oneOf(options['fail-on'], ['low', 'medium', 'high', 'critical'], '--fail-on');
    const root = await folder(positionals[0], check);
    const known = options.baseline === undefined ? new Set<string>() : await baseline(options.baseline);
    if (options.base !== undefined && options.contracts !== true)
      throw new UsageError('--base names what contracts are compared with; say --contracts too.');
    const all = options.contracts === true ? await brokenContracts(root, options) : await falseAssumptions(root, output, options);
    if (options['write-baseline'] !== undefined) await writeBaseline(options['write-baseline'], all);
    const fresh = all.filter(({ id }) => !known.has(id));
    output.write(REPORTERS[format](fresh));
    return options['write-baseline'] === undefined && fresh.some(({ severity }) => fails(severity, least)) ? 1 : 0;
  },
};

type Caching = { readonly 'no-cache'?: boolean | undefined };

async function falseAssumptions(root: string, output: Output, options: Caching): Promise<readonly FindingDocument[]> {
  const { snapshot } = await linkedWorkspace(root, output, options);
  const system = systemIn(snapshot);
  return (system ? findings(system) : []).map(finding => findingDocument(finding, snapshot));
}

/** What the change since a revision breaks, by rule or for somebody here. */
async function brokenContracts(
  root: string,
  options: Caching & { readonly base?: string | undefined },
): Promise<readonly FindingDocument[]> {
  const cacheFolder = options['no-cache'] === true ? undefined : userCacheFolder();
  const document = await compared(await twoVersions(root, { base: options.base ?? 'HEAD' }, { cacheFolder }));
  return contractFindings(judged(document, root, undefined));
}

const fails = (severity: FindingDocument['severity'], least: FindingDocument['severity']): boolean =>
  severity !== 'info' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);

const reported = ({ id, check, severity, message, evidence }: FindingDocument): Reported => ({
  id,
  rule: check,
  severity,
  message,
  places: evidence,
});

/** Ids of what was there before, and is not to be told again. */
async function baseline(file: string): Promise<ReadonlySet<string>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`There is no baseline ${file}. Write one with --write-baseline ${file}.`);
  });
  try {
    const { findings } = JSON.parse(text) as { readonly findings?: unknown };
    if (Array.isArray(findings)) return new Set(findings.map(entry => String((entry as { readonly id?: unknown } | null)?.id)));
  } catch {
    // Said below.
  }
  throw new UsageError(`${file} is no baseline. Write one with --write-baseline ${file}.`);
}

/** With messages, so that a reviewer can read what was accepted. */
async function writeBaseline(file: string, found: readonly FindingDocument[]): Promise<void> {
  const kept = found.map(({ id, severity, message }) => ({ id, severity, message }));
  await writeFile(file, `${JSON.stringify({ findings: kept }, null, 1)}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The baseline ${file} cannot be written: ${error.code ?? error.message}.`);
  });
}
