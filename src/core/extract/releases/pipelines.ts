import type { ReleaseFact } from '../../model/release-fact.ts';
import type { Source } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, entries, entry, items, type MappingEntry, type Node, text } from '../../yaml/tree.ts';
import { most } from './most.ts';
import { foldersDown, foldersUp, joined } from './paths.ts';
import { taskFacts } from './pipeline-tasks.ts';
import { commandFacts } from './script-commands.ts';
import { unescaped } from './script-text.ts';

/** Where in a pipeline a command stands. */
export interface Stage {
  readonly source: Source;
  readonly from: readonly string[];
  readonly environment?: string;
  /** Variables and one entry of the matrix, under the names that the pipeline's expressions have for them. */
  readonly known: ReadonlyMap<string, string>;
  /** A matrix is around it; matrices do not nest. */
  readonly inMatrix?: true;
}

/** Commands and tasks of a pipeline or task file, wherever they stand in it. Pipelines run from the root, tasks from the file's folder. */
export function pipelineFacts(source: Source): readonly ReleaseFact[] {
  const isTaskfile = /(?:^|\/)taskfile[^/]*$/i.test(source.path);
  const from = isTaskfile ? foldersUp(source.path) : foldersDown(source.path);
  return most(yamlFile(source).documents.flatMap(({ root }) => most(below(root, { source, from, known: new Map() }, 0))));
}

const DEEPEST = 16;
/** Texts for people, and conditions. */
const SAYS = /^(?:name|displayName|description|desc|title|summary|if|condition|rules|on|only|except)$/;
const COMMAND = /\b(?:helm3?|kubectl|kustomize|oc)\b|\bHELM/;

function* below(node: Node, stage: Stage, depth: number): Iterable<ReleaseFact> {
  if (depth > DEEPEST) return;
  if (node.kind === 'scalar' && COMMAND.test(node.text)) yield* scriptFacts(node, stage);
  for (const item of items(node)) yield* below(item, stage, depth + 1);
  for (const inner of node.kind === 'mapping' ? inStages(node, stage) : []) {
    yield* taskFacts(node, inner);
    for (const found of entries(node)) if (!SAYS.test(found.key)) yield* below(found.value, named(found, inner, depth), depth + 1);
  }
}

const LISTS = /^(?:jobs|tasks|branches|stages|pipelines|steps|custom)$/;
const NO_JOB =
  /^(?:variables|env|on|default|workflow|include|script|before_script|after_script|steps|spec|version|vars|trigger|pool|parameters|run|with|inputs|phases|build|pre_build|post_build|commands|name)$/;

/** A job's name is the key over it: below `jobs` and the like, or at the top of a file of GitLab. */
function named({ key, value }: MappingEntry, stage: Stage, depth: number): Stage {
  const isJob = value.kind === 'mapping' && !NO_JOB.test(key) && !LISTS.test(key) && entry(value, LISTS.source) === undefined;
  const holdsWork = ['steps', 'script', 'cmds', 'commands', 'run', 'extends'].some(work => at(value, work) !== undefined);
  return isJob && holdsWork && depth <= 5 && jobName(value) === undefined ? { ...stage, environment: key } : stage;
}

/** Azure's jobs carry their names, and any job may name the environment that it deploys to. */
function jobName(node: Node): string | undefined {
  return (
    text(node, 'environment', 'name') ?? text(node, 'environment') ?? text(node, 'deployment') ?? text(node, 'job') ?? text(node, 'stage')
  );
}

/** The stage of a mapping, once for each entry of its matrix. */
function inStages(node: Node, stage: Stage): readonly Stage[] {
  const folder =
    text(node, 'defaults', 'run', 'working-directory') ??
    ['working-directory', 'workingDirectory', 'working_directory', 'dir'].map(key => text(node, key)).find(found => found !== undefined);
  const own = [...literals(at(node, 'env'), 'env.'), ...literals(at(node, 'variables'), ''), ...literals(at(node, 'vars'), '')];
  const variants = stage.inMatrix ? [] : matrix(node);
  return (variants.length > 0 ? variants : [[]]).map(variant => {
    const known = own.length + variant.length > 0 ? new Map([...stage.known, ...own, ...variant]) : stage.known;
    const name = filledName(jobName(node), known);
    return {
      ...stage,
      known,
      ...(variants.length > 0 && { inMatrix: true as const }),
      ...(folder && !/\$|\{\{/.test(folder) && { from: [...new Set([...stage.from.map(one => joined(one, folder)), ...stage.from])] }),
      ...(name && { environment: name }),
    };
  });
}

const filledName = (name: string | undefined, known: Stage['known']): string | undefined =>
  name?.replace(
    /\$\{\{\s*([\w.-]+)\s*\}\}|\$\{?(\w+)\}?/g,
    (whole, expression?: string, variable?: string) => known.get(expression ?? variable ?? '') ?? whole,
  );

type Known = readonly (readonly [string, string])[];

/** Variables with plain values, under their own names and as expressions write them. */
const literals = (node: Node | undefined, prefix: string): Known =>
  entries(node).flatMap(({ key, value }) =>
    value.kind === 'scalar' && value.text !== '' && !/[$`]|\{\{/.test(value.text)
      ? [[key, value.text] as const, ...(prefix === '' ? [] : [[prefix + key, value.text] as const])]
      : [],
  );

const MOST_VARIANTS = 60;

/** `strategy: {matrix: …}` of GitHub with its combinations, `parallel: {matrix: […]}` of GitLab. */
function matrix(node: Node): readonly Known[] {
  const given = at(node, 'strategy', 'matrix');
  const plain = combinations(
    entries(given).filter(({ key }) => key !== 'include' && key !== 'exclude'),
    'matrix.',
  );
  const included = items(at(given, 'include')).map(item => flat(item, 'matrix'));
  const parallel = items(at(node, 'parallel', 'matrix')).flatMap(item => combinations(entries(item), ''));
  return [...plain, ...included, ...parallel].slice(0, MOST_VARIANTS);
}

function combinations(axes: readonly MappingEntry[], prefix: string): readonly Known[] {
  const written = axes.filter(({ value }) => value.kind === 'sequence' && value.items.length > 0);
  let all: readonly Known[] = written.length > 0 ? [[]] : [];
  for (const { key, value } of written)
    all = all.flatMap(before => items(value).map(item => [...before, ...flat(item, prefix + key)])).slice(0, MOST_VARIANTS);
  return all;
}

function flat(node: Node, name: string): Known {
  if (node.kind === 'scalar') return [[name, node.text]];
  return entries(node).flatMap(({ key, value }) => (value.kind === 'scalar' ? [[`${name}.${key}`, value.text] as const] : []));
}

/** A scalar's commands as they stand in the file, so that places are the file's own. Lines of a folded text are one line. */
function scriptFacts({ at: [start, end] }: Node, { source, from, known, environment }: Stage): readonly ReleaseFact[] {
  const written = source.text.slice(start, end);
  const isBlock = /^[|>]/.test(written);
  const skipped = isBlock ? written.indexOf('\n') + 1 : /^["']/.test(written) ? 1 : 0;
  const lines = written.slice(skipped, skipped === 1 && !isBlock ? -1 : undefined);
  const script = written.startsWith('|') ? lines : lines.replace(/\n(?=[ \t]*\S)/g, ' ');
  const text = written.startsWith('"') ? unescaped(script) : script;
  return commandFacts({ text, offset: start + skipped, from, known, tool: 'script', environment: () => environment });
}
