import type { ReleaseFact } from '../../model/release-fact.ts';
import type { Source } from '../../model/source.ts';
import { entries, at } from '../../yaml/tree.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { foldersUp } from './paths.ts';
import { pipelineFacts } from './pipelines.ts';
import { commandFacts, type Script } from './script-commands.ts';
import { unescaped } from './script-text.ts';

/** Helm, kubectl and kustomize in scripts, task runners and pipelines. */
export const releaseCommands: Extractor = {
  name: 'release-commands',
  include: [
    '**/*.{sh,bash,zsh,ps1,bat,cmd}',
    '**/{M,m,GNUm}akefile',
    '**/*.{mk,just}',
    '**/{.j,j,J}ustfile',
    '**/Jenkinsfile*',
    '**/*.jenkinsfile',
    '**/package.json',
    '**/{T,t}askfile*.{yml,yaml}',
    '**/.github/{workflows,actions}/**/*.{yml,yaml}',
    '**/.gitlab-ci*.{yml,yaml}',
    '**/.gitlab/**/*.{yml,yaml}',
    '**/{.,}azure-pipelines*.{yml,yaml}',
    '**/{.,}azure{,-}pipelines/**/*.{yml,yaml}',
    '**/.circleci/*.{yml,yaml}',
    '**/bitbucket-pipelines.yml',
    '**/buildspec*.{yml,yaml}',
    '**/cloudbuild*.{yml,yaml}',
    '**/{codefresh,.travis,.drone}.{yml,yaml}',
  ],
  mayMatch: text => text.length < LARGEST && GATE.test(text),
  extract: source => ({ facts: distinct(factsOf(source)), problems: [] }),
};

const GATE =
  /(?:\bhelm3?|\bHELM\w*[)}"]{0,2})[^\n]{0,300}[ \t](?:upgrade|install|template)\b|\bhelm3?\s{0,5}\\\r?\n|HelmDeploy@|k8s-bake@|kustomize\w{0,5}[)}"]{0,2}[ \t]{1,5}build\b|\b(?:kubectl|oc)\b[^\n]{0,200}[ \t](?:kustomize|-k|--kustomize)\b/i;
const LARGEST = 500_000;

function factsOf(source: Source): readonly ReleaseFact[] {
  const name = source.path.slice(source.path.lastIndexOf('/') + 1);
  const script: Script = { text: source.text, offset: 0, from: foldersUp(source.path), tool: 'script' };
  if (/^(?:gnu)?makefile$|\.mk$|justfile$|\.just$/i.test(name))
    return commandFacts({ ...script, tool: 'make', environment: target(source.text) });
  if (/jenkinsfile/i.test(name)) return jenkins(script);
  if (name === 'package.json') return packageScripts(source, script);
  return /\.ya?ml$/.test(name) ? pipelineFacts(source) : commandFacts(script);
}

const TARGET = /^([A-Za-z][\w./-]{0,100})(?:[ \t]+[\w'"=*+.]{1,100}){0,10}[ \t]*:(?!=)/gm;

/** The target whose recipe a place is in. */
function target(text: string): (at: number) => string | undefined {
  const targets = Array.from(text.matchAll(TARGET), match => ({ start: match.index, name: match[1]! }));
  return at => targets.findLast(({ start }) => start <= at)?.name;
}

const STEP = /\b(?:sh|bat|powershell|pwsh)\b[ \t]*\(?[ \t]*(?:[^\n"']{0,60}\bscript[ \t]*:[ \t]*)?("""|'''|"|')/g;

/** Steps `sh '…'` of a pipeline in Groovy. */
function jenkins(script: Script): readonly ReleaseFact[] {
  return Array.from(script.text.matchAll(STEP)).flatMap(match => {
    const [whole, quote = ''] = match;
    const start = match.index + whole.length;
    const end = closing(script.text, start, quote);
    return end === undefined
      ? []
      : commandFacts({
          ...script,
          offset: start,
          text: unescaped(script.text.slice(start, end)),
          environment: () => stage(script.text, start),
        });
  });
}

const LONGEST_STEP = 20_000;

function closing(text: string, start: number, quote: string): number | undefined {
  const last = Math.min(text.length, start + LONGEST_STEP);
  for (let at = start; at < last; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at;
    else if (quote.length === 1 && text[at] === '\n') return undefined;
  }
  return undefined;
}

function stage(text: string, before: number): string | undefined {
  const start = Math.max(0, before - LONGEST_STEP);
  return [...text.slice(start, before).matchAll(/\bstage[ \t]*\(?[ \t]*["']([^"'\n]{1,100})["']/g)].at(-1)?.[1];
}

function packageScripts(source: Source, script: Script): readonly ReleaseFact[] {
  return entries(at(jsonFile(source).root, 'scripts')).flatMap(({ key, value }) => {
    const offset = value.at[0] + 1;
    const text = unescaped(source.text.slice(offset, Math.max(offset, value.at[1] - 1)));
    return commandFacts({ ...script, offset, text, environment: () => key });
  });
}

/** The same installation is often written twice, to be tried and to be done. */
function distinct(facts: readonly ReleaseFact[]): readonly ReleaseFact[] {
  return [
    ...new Map(facts.map(fact => [JSON.stringify(fact, (key, value: unknown) => (key === 'at' ? undefined : value)), fact])).values(),
  ];
}
