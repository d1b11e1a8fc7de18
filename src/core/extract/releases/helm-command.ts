import type { HelmRelease, ReleaseSet, ValuesFile } from '../../model/release-fact.ts';
import type { Span } from '../../model/source.ts';
import { isRemoteChart } from './paths.ts';

export interface CommandWord {
  readonly text: string;
  readonly at: Span;
}

/** What one command says, without where its paths are seen from. */
type HelmCommand = Pick<HelmRelease, 'name' | 'chart' | 'remote' | 'repository' | 'valuesFiles' | 'sets' | 'namespace' | 'at'> & {
  /** `--kube-context`: the cluster. */
  readonly context?: string;
};

/** Flags that stand alone; all others take the next word unless they hold `=`. */
const ALONE =
  /^(?:-i|-g|-h|-u|--(?:install|wait|atomic|debug|dry-run|create-namespace|force|reset-values|reset-then-reuse-values|reuse-values|devel|dependency-update|cleanup-on-fail|no-hooks|skip-crds|include-crds|wait-for-jobs|verify|replace|generate-name|disable-openapi-validation|enable-dns|hide-notes|hide-secret|hide-notes|insecure-skip-tls-verify|pass-credentials|plain-http|is-upgrade|validate|render-subchart-notes|skip-tests|skip-schema-validation|take-ownership|recreate-pods|rollback-on-failure|no-update|tls|help))$/;
const REDIRECTS = /^(?:\d?>|&>|<)/;
const VERB = /^(?:upgrade|install|template)$/;

/** `helm upgrade --install NAME CHART -f a.yaml --set b=c`, `helm install` and `helm template`, as Helm 2 and Helm 3 take them. */
export function helmCommand(words: readonly CommandWord[], at: Span): HelmCommand | undefined {
  const { positional, flags } = parted(words);
  const [verb, ...rest] = positional[0]?.text === 'secrets' ? positional.slice(1) : positional;
  if (!verb || !VERB.test(verb.text) || rest.length === 0) return undefined;
  const value = (...names: readonly string[]): string | undefined => flags.findLast(({ flag }) => names.includes(flag))?.value.text;
  const [first, second] = rest;
  const chart = (second ?? first)!.text;
  const name = value('--name') ?? (second ? first?.text : undefined);
  const repository = value('--repo');
  const namespace = value('--namespace', '-n');
  const context = value('--kube-context');
  const remote = repository !== undefined || isRemoteChart(chart);
  if (chart.startsWith('-') || chart === '' || chart.includes('\n')) return undefined;
  return {
    at,
    ...(name && { name }),
    chart,
    ...(remote && { remote }),
    ...(repository && { repository }),
    valuesFiles: flags.flatMap(valuesFiles),
    sets: flags.flatMap(sets),
    ...(namespace && { namespace }),
    ...(context && { context }),
  };
}

interface Flag {
  readonly flag: string;
  readonly value: CommandWord;
}

function parted(words: readonly CommandWord[]): { readonly positional: readonly CommandWord[]; readonly flags: readonly Flag[] } {
  const positional: CommandWord[] = [];
  const flags: Flag[] = [];
  for (let index = 0; index < words.length; index++) {
    const { text, at } = words[index]!;
    if (REDIRECTS.test(text)) break;
    const [, flag, equal] = /^(--?[A-Za-z][\w-]*)(=[^]*)?$/.exec(text) ?? [];
    const [, short, glued] = /^(-[fn])([^-=].*)$/.exec(text) ?? [];
    if (short !== undefined && glued !== undefined) flags.push({ flag: short, value: { text: glued, at } });
    else if (flag === undefined) positional.push({ text, at });
    else if (equal !== undefined) flags.push({ flag, value: { text: equal.slice(1).replace(/^(["'])([^]*)\1$/, '$2'), at } });
    else if (!ALONE.test(flag) && words[index + 1] && !isFlag(words[index + 1]!.text)) flags.push({ flag, value: words[++index]! });
  }
  return { positional: positional.filter(({ text }) => text !== '' && text !== '\\'), flags };
}

const isFlag = (text: string): boolean => /^--?[A-Za-z]/.test(text) || REDIRECTS.test(text);

const valuesFiles = ({ flag, value: { text, at } }: Flag): readonly ValuesFile[] =>
  flag === '-f' || flag === '--values' ? text.split(',').flatMap(path => (path.trim() ? [{ path: path.trim(), at }] : [])) : [];

const READ_AS: Readonly<Record<string, ReleaseSet['as'] | 'typed'>> = {
  '--set': 'typed',
  '--set-string': 'string',
  '--set-literal': 'string',
  '--set-file': 'file',
  '--set-json': 'json',
};

function sets({ flag, value }: Flag): readonly ReleaseSet[] {
  const as = Object.hasOwn(READ_AS, flag) ? READ_AS[flag] : undefined;
  if (!as) return [];
  return flag === '--set-literal' || flag === '--set-json' ? assignment(value.text, value.at, as) : assignments(value.text, value.at, as);
}

/** `a=1,b={x,y},c=d\,e`: a comma parts assignments unless it is escaped or in braces. */
export function assignments(text: string, at: Span, as: ReleaseSet['as'] | 'typed' = 'typed'): readonly ReleaseSet[] {
  const parts = text.match(/(?:\\[^]|\$\{[^{}]*\}|\{[^{}]*\}|[^,\\])+/g) ?? [];
  return parts.slice(0, MOST_SETS).flatMap(part => assignment(part, at, as));
}

const MOST_SETS = 500;

function assignment(text: string, at: Span, as: ReleaseSet['as'] | 'typed'): readonly ReleaseSet[] {
  const [, name, value = ''] = /^\s*([^=\s][^=]*)=([^]*)$/.exec(text) ?? [];
  return name === undefined ? [] : [{ name, value: value.replace(/\\,/g, ','), at, ...(as && as !== 'typed' && { as }) }];
}
