import type { HelmRelease, KustomizeApply, ReleaseFact, ReleaseTool } from '../../model/release-fact.ts';
import type { Span } from '../../model/source.ts';
import { type ShellCommand, shellCommands } from '../shell/commands.ts';
import { type CommandWord, helmCommand } from './helm-command.ts';
import { clean, isRemoteFolder, joined } from './paths.ts';
import { assigned, loops, markedScript, ROOT } from './script-text.ts';
import { filled } from './template.ts';

/** Commands in a file: all of it, or a part that begins at `offset`. */
export interface Script {
  readonly text: string;
  readonly offset: number;
  /** Folders that the commands may run in, the likeliest first. */
  readonly from: readonly string[];
  readonly tool: ReleaseTool;
  /** Variables that are set outside of the text. */
  readonly known?: ReadonlyMap<string, string>;
  /** The target, job or profile that the place in the text belongs to. */
  readonly environment?: (at: number) => string | undefined;
}

/** Charts that `helm` installs and kustomizations that `kubectl` or `kustomize` apply. Total: what is no such command is passed over. */
export function commandFacts(script: Script): readonly ReleaseFact[] {
  const marked = markedScript(continued(script.text));
  const known = new Map([...(script.known ?? []), ...assigned(marked)]);
  const turns = loops(marked);
  let folder = '';
  const facts: ReleaseFact[] = [];
  for (const command of shellCommands(marked.text)) {
    const words = command.words.map(({ text, at }) => ({ text: marked.shown(text), at: shifted(at, script.offset) }));
    const first = words[0]!.text.replace(/^[@+-]+/, '');
    if (first === 'cd' || first === 'pushd') folder = entered(folder, settled(words[1]?.text ?? '', known));
    else if (first === 'popd') folder = '';
    if (SAYS.test(first) || !words.some(({ text }) => isProgram(settled(text, known)))) continue;
    for (const variant of variants(words, { known, turns })) facts.push(...installed(variant, script, { folder, command }));
    if (facts.length >= MOST_FACTS) break;
  }
  return facts;
}

const shifted = ([start, end]: Span, offset: number): Span => [start + offset, end + offset];

/** PowerShell's and cmd's marks of a line that goes on, which a shell takes otherwise. */
const continued = (text: string): string => text.replace(/[`^](\r?\n)/g, '\\$1');

const SAYS = /^(?:echo|printf|log|info|print|#|help|which|type|brew|apt|apt-get|alias)$/;
/** By its name, or by a variable that is named for it: `$(HELM)`, `${KUSTOMIZE_BIN}`. */
const HELM = /^[@+-]*(?:(?:.*\/)?helm3?(?:\.exe)?|\$\{HELM(?:3|_BIN|_CMD|_COMMAND|_EXECUTABLE)?\})$/i;
const KUSTOMIZE = /^[@+-]*(?:(?:.*\/)?kustomize(?:\.exe)?|\$\{KUSTOMIZE(?:_BIN|_CMD)?\})$/i;
const KUBECTL = /^[@+-]*(?:(?:.*\/)?(?:kubectl|oc)(?:\.exe)?|\$\{KUBECTL(?:_BIN|_CMD)?\})$/i;
const isProgram = (text: string): boolean => HELM.test(text) || KUSTOMIZE.test(text) || KUBECTL.test(text);

const LONGEST_FOLDER = 500;

/** The folder that a script is in after `cd`; one that only the run knows is none. */
function entered(folder: string, to: string): string {
  if (to === '' || to === '-' || folder.length > LONGEST_FOLDER || /^[/~]|\$\{/.test(to)) return '';
  return to.startsWith(ROOT) ? joined('', to.slice(1)) : joined(folder, to);
}

const DEEPEST = 4;

function settled(text: string, known: ReadonlyMap<string, string>): string {
  let now = text;
  for (let depth = 0; depth < DEEPEST && now.includes('${') && now.length < LONGEST_WORD; depth++) now = filled(now, known);
  return now;
}

const LONGEST_WORD = 5_000;
const MOST_VARIANTS = 100;
const MOST_FACTS = 3_000;

interface Variables {
  readonly known: ReadonlyMap<string, string>;
  readonly turns: ReadonlyMap<string, readonly string[]>;
}

/** The command's words with its variables filled in, once for each turn of the loops that it is in. A variable that is a word alone may be many words. */
function variants(words: readonly CommandWord[], { known, turns }: Variables): readonly (readonly CommandWord[])[] {
  let all: readonly ReadonlyMap<string, string>[] = [known];
  const text = words.map(word => settled(word.text, known)).join(' ');
  for (const [name, values] of turns)
    if (text.includes(`\${${name}}`))
      all = all.flatMap(one => values.map(value => new Map([...one, [name, value]]))).slice(0, MOST_VARIANTS);
  return all.map(variables =>
    words.flatMap(({ text, at }) => {
      const now = settled(text, variables);
      return /^\$\{[^{}]*\}$/.test(text) ? now.split(/\s+(?![^{}]*\})/).map(part => ({ text: part, at })) : [{ text: now, at }];
    }),
  );
}

interface Place {
  readonly folder: string;
  readonly command: ShellCommand;
}

function installed(words: readonly CommandWord[], script: Script, place: Place): readonly ReleaseFact[] {
  const helm = words.findIndex(({ text }) => HELM.test(text));
  return helm >= 0 ? release(words.slice(helm), script, place) : applied(words, script, place);
}

const environmentOf = (script: Script, { command }: Place): string | undefined => script.environment?.(command.words[0]!.at[0]);

function release(words: readonly CommandWord[], script: Script, place: Place): readonly HelmRelease[] {
  const found = helmCommand(words.slice(1), [words[0]!.at[0], Math.max(words[0]!.at[1], words.at(-1)!.at[1])]);
  if (!found) return [];
  const { context, ...said } = found;
  const environment = environmentOf(script, place) ?? context;
  return [
    {
      kind: 'helm-release',
      tool: script.tool,
      ...said,
      chart: said.remote ? said.chart : seen(said.chart),
      from: folders(said.chart, script, place),
      valuesFiles: said.valuesFiles.map(({ path, at }) => ({ path: /^\w+:\/\//.test(path) ? path : seen(path), at })),
      inlineValues: [],
      ...(environment && { environment }),
    },
  ];
}

const seen = (path: string): string => clean(path.replace(ROOT, ''));

/** Where the script went to first; then where it began, in case that the way there was not understood. */
function folders(path: string, { from }: Script, { folder }: Place): readonly string[] {
  if (path.startsWith(ROOT)) return ['', ...from.filter(one => one !== '')];
  return [...new Set(folder === '' ? from : [...from.map(one => joined(one, folder)), ...from])];
}

/** Flags of kubectl and kustomize that take the next word. */
const TAKES_WORD =
  /^(?:-n|-o|-e|--(?:namespace|output|context|cluster|user|kubeconfig|load-restrictor|load_restrictor|env|mount|helm-command|field-manager|timeout|as|server|prune-allowlist))$/;

function applied(words: readonly CommandWord[], script: Script, place: Place): readonly KustomizeApply[] {
  const from = words.findIndex(({ text }) => KUSTOMIZE.test(text) || KUBECTL.test(text));
  const named = from < 0 ? undefined : kustomizedFolder(words.slice(from));
  if (named === undefined || named.text === '' || named.text.includes('\n')) return [];
  const remote = isRemoteFolder(named.text);
  const environment = environmentOf(script, place) ?? option(words, '--context');
  const namespace = option(words, '-n', '--namespace');
  return [
    {
      kind: 'kustomize-apply',
      at: named.at,
      tool: script.tool,
      path: remote ? named.text : seen(named.text),
      ...(remote && { remote }),
      from: folders(named.text, script, place),
      ...(namespace && { namespace }),
      ...(environment && { environment }),
    },
  ];
}

function option(words: readonly CommandWord[], ...names: readonly string[]): string | undefined {
  const index = words.findIndex(({ text }) => names.includes(text));
  const equal = words.find(({ text }) => names.some(name => text.startsWith(`${name}=`)));
  return index >= 0 ? words[index + 1]?.text : equal?.text.slice(equal.text.indexOf('=') + 1);
}

/** `kubectl apply -k DIR`, `kubectl kustomize DIR`, `kustomize build DIR`; deleting applies nothing. */
function kustomizedFolder(words: readonly CommandWord[]): CommandWord | undefined {
  const program = words[0]!;
  const verbs = positional(words.slice(1));
  const isBuild = KUSTOMIZE.test(program.text) ? verbs[0]?.text === 'build' : verbs[0]?.text === 'kustomize';
  if (isBuild) return verbs[1] ?? { text: '.', at: program.at };
  if (!verbs.some(({ text }) => /^(?:apply|create|replace|diff)$/.test(text))) return undefined;
  const index = words.findIndex(({ text }) => text === '-k' || text === '--kustomize');
  const glued = words.find(({ text }) => /^--kustomize=|^-k=|^-k[./\w]/.test(text));
  return index >= 0 ? words[index + 1] : glued && { text: glued.text.replace(/^--kustomize=|^-k=?/, ''), at: glued.at };
}

function positional(words: readonly CommandWord[]): readonly CommandWord[] {
  const found: CommandWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (/^(?:\d?>|&>|<)/.test(word.text)) break;
    if (TAKES_WORD.test(word.text)) index++;
    else if (!word.text.startsWith('-') || word.text === '-') found.push(word);
  }
  return found;
}
