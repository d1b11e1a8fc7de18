import { readFile, writeFile } from 'node:fs/promises';
import { breakagesOf } from '../../core/impact/accepted.ts';
import type { ImpactDocument } from '../../core/impact/document.ts';
import { side, type Side } from '../../core/impact/side.ts';
import { removable, without } from '../../core/impact/what-if.ts';
import type { FilePath } from '../../core/model/source.ts';
import { baselineText, breakageId } from '../../core/waivers/baseline.ts';
import { userCacheFolder } from '../../workspace/kept.ts';
import type { RevisionQuestion } from '../../workspace/revision.ts';
import { imagined } from '../../workspace/versions.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { compared, judged, twoVersions } from '../compared.ts';
import { CACHE_OPTION, folder } from '../folder.ts';
import { github } from '../reporters/github.ts';
import { impactMarkdown } from '../reporters/impact-markdown.ts';
import { impactReported, impactRules } from '../reporters/impact-reported.ts';
import { impactText } from '../reporters/impact-text.ts';
import { sarif } from '../reporters/sarif.ts';
import { UsageError } from '../usage-error.ts';

const REPORTERS = {
  text: impactText,
  json: (document: ImpactDocument) => `${JSON.stringify(document, null, 1)}\n`,
  markdown: impactMarkdown,
  sarif: (document: ImpactDocument) => sarif(impactReported(document), impactRules(document)),
  github: (document: ImpactDocument) => github(impactReported(document)),
} as const;

export const impact: Command = {
  name: 'impact',
  usage:
    'impact DIR [--base REV | --remove ELEMENT] [--staged] [--exact] [--fail-on broken|at-risk|never] [--baseline FILE] [--write-baseline FILE] [--format text|json|markdown|sarif|github] [--no-cache]',
  summary: 'Say what a change breaks, for whom, at which lines, and how to roll it out.',
  async run(args, output) {
    const { positionals, options } = parsed(args, {
      base: { type: 'string' },
      remove: { type: 'string' },
      staged: { type: 'boolean' },
      exact: { type: 'boolean' },
      'fail-on': { type: 'string' },
      baseline: { type: 'string' },
      'write-baseline': { type: 'string' },
      format: { type: 'string' },
      ...CACHE_OPTION,
    });
    atMost({ positionals }, 1);
    const format = oneOf(options['format'], ['text', 'json', 'markdown', 'sarif', 'github'], '--format');
    const root = await folder(positionals[0], impact);
    const asked: RevisionQuestion = {
      base: options['base'] ?? 'HEAD',
      staged: options['staged'] === true,
      exact: options['exact'] === true,
    };
    output.progress('Comparing');
    const failOn = oneOf(options['fail-on'], ['never', 'broken', 'at-risk'], '--fail-on');
    const cache = { cacheFolder: options['no-cache'] ? undefined : userCacheFolder() };
    const element = options.remove;
    const found = await compared(
      element === undefined
        ? await twoVersions(root, asked, cache)
        : await imagined(root, disk => removed(element, side('before', disk)), cache),
    );
    const document = judged(found, root, await baselineAt(options.baseline));
    output.progress('');
    if (options['write-baseline'] !== undefined)
      await writeFile(options['write-baseline'], baselineText(breakagesOf(found).map(breakageId)));
    output.write(REPORTERS[format](document));
    return fails(document, failOn) ? 1 : 0;
  },
};

const fails = ({ breaking, services }: ImpactDocument, failOn: 'never' | 'broken' | 'at-risk'): boolean =>
  failOn !== 'never' && (breaking || (failOn === 'at-risk' && services.some(({ effect }) => effect === 'at-risk')));

async function baselineAt(path: string | undefined): Promise<{ file: FilePath; text: string } | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw new UsageError(`There is no baseline ${path}; write it first with --write-baseline.`);
  return { file: path as FilePath, text };
}

/** What if it were gone: the texts without it. */
function removed(element: string, disk: Side): ReadonlyMap<FilePath, string> {
  const texts = without(element, disk);
  if (texts) return texts;
  const words = element.toLowerCase();
  const near = removable(disk).filter(name => name.toLowerCase().includes(words));
  const hint =
    near.length > 0
      ? ` Did you mean ${near.slice(0, 5).join(', or ')}?`
      : ' Name a field, rpc, operation, route, variable, topic, type or table: "GET /orders/{} of orders".';
  throw new UsageError(`Nothing here is called "${element}".${hint}`);
}
