import { folderOf, within } from '../../model/paths.ts';
import type { FilePath, Location, Span } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { entries, items, text, type Node } from '../../yaml/tree.ts';
import type { Texts } from '../use.ts';
import { pactIn } from './pact.ts';
import { asWord } from './place.ts';

/** A test of a contract that somebody has already: it says what is agreed, or how to check it. */
export interface ContractTest {
  readonly tool: 'pact' | 'schemathesis' | 'dredd' | 'specmatic' | 'k6';
  readonly at: Location;
  /** Of a Pact file. */
  readonly consumer?: string;
  readonly provider?: string;
  /** What is agreed on or checked, `POST /charges`, where the file says so itself. */
  readonly operations: readonly string[];
  /** The contract that is checked, where it lies in the workspace. */
  readonly contract?: FilePath;
  /** Absent where the file alone does not tell: a Pact file is checked by its provider's own tests. */
  readonly command?: string;
  /** Where the command is run; '' is the root. */
  readonly folder: FilePath | '';
}

interface Source {
  readonly path: FilePath;
  readonly text: string;
}

/** One kind of file; `path` is asked first, so that few texts are read. */
interface Kind {
  readonly path: RegExp;
  readonly tests: (source: Source) => readonly ContractTest[];
}

const KINDS: readonly Kind[] = [
  { path: /(^|\/)pacts?\/[^]*\.json$|\.pact\.json$/, tests: pactIn },
  { path: /(^|\/)dredd\.ya?ml$/, tests: dredd },
  { path: /(^|\/)(specmatic\.(ya?ml|json)|qontract\.json)$/, tests: specmatic },
  { path: /(^|\/)schemathesis\.toml$/, tests: ({ path }) => [plain('schemathesis', path, [0, 0])] },
  {
    path: /(^|\/)(Makefile|[Jj]ustfile|Taskfile\.ya?ml|package\.json|tox\.ini|noxfile\.py|\.gitlab-ci\.yml)$|(^|\/)\.github\/workflows\/[^/]+\.ya?ml$|\.sh$/,
    tests: invocations,
  },
  { path: /(^|\/)(test_[^/]*|[^/]*_test|conftest)\.py$/, tests: schemathesisInPython },
  { path: /(k6|load|perf|stress|smoke|soak|bench|test|e2e)[^]*\.[cm]?[jt]s$/i, tests: k6 },
];

/** Contract tests that exist in a workspace. Pure and total. */
export function contractTests({ paths, read }: Texts): readonly ContractTest[] {
  return paths.flatMap(path => {
    const kind = KINDS.find(kind => kind.path.test(path) && !/(^|\/)node_modules\//.test(path));
    const text = kind ? read(path) : undefined;
    return kind && text !== undefined ? kind.tests({ path, text }) : [];
  });
}

const plain = (tool: ContractTest['tool'], file: FilePath, span: Span): ContractTest => ({
  tool,
  at: { file, span },
  operations: [],
  folder: folderOf(file) as FilePath | '',
});

/** A contract as a configuration names it, from its own folder. */
function contractAt(path: FilePath, written: string | undefined): { readonly contract?: FilePath } {
  const contract = written === undefined ? undefined : within(folderOf(path), written);
  return contract === undefined ? {} : { contract };
}

function dredd(source: Source): readonly ContractTest[] {
  const root = yamlFile(source).documents[0]?.root;
  const blueprint = text(root, 'blueprint');
  if (blueprint === undefined) return [];
  const at = entries(root).find(({ key }) => key === 'blueprint')!.value.at;
  return [{ ...plain('dredd', source.path, at), ...contractAt(source.path, blueprint), command: 'npx dredd' }];
}

const CONTRACT = /^[^\s:]+\.(ya?ml|json|proto|wsdl|graphqls?|spec)$/;

/** Its format has changed from version to version; in all of them the contracts are the texts that name such files. */
function specmatic(source: Source): readonly ContractTest[] {
  const root = yamlFile(source).documents[0]?.root;
  const named = root ? [...scalars(root, 0)].filter(({ text }) => CONTRACT.test(text)) : [];
  return named.map(({ text, at }) => ({
    ...plain('specmatic', source.path, at),
    ...contractAt(source.path, text),
    command: 'specmatic test',
  }));
}

const DEEPEST = 12;

function* scalars(node: Node, depth: number): Iterable<Extract<Node, { kind: 'scalar' }>> {
  if (node.kind === 'scalar') yield node;
  else if (depth < DEEPEST)
    for (const child of node.kind === 'sequence' ? items(node) : entries(node).map(({ value }) => value)) yield* scalars(child, depth + 1);
}

/** How each tool is started in scripts and pipelines. */
const STARTED: readonly (readonly [ContractTest['tool'], RegExp])[] = [
  ['schemathesis', /\b(?:schemathesis|st) run\s+[^\n"']+/],
  ['dredd', /\bdredd\s+\S+\.(?:ya?ml|json|apib)\b[^\n"']*/],
  ['specmatic', /\bspecmatic (?:test|stub|virtualize|backward-compatibility-check)\b[^\n"']*/],
  ['k6', /\bk6 run\s+[^\n"']+/],
];

function invocations({ path, text }: Source): readonly ContractTest[] {
  return STARTED.flatMap(([tool, started]): ContractTest[] => {
    const match = text.includes(tool) ? started.exec(text) : null;
    if (!match) return [];
    const command = match[0].replace(/[\s&\\]+$/, '');
    const contract = /\S+\.(?:ya?ml|json|graphql)\b/.exec(command)?.[0];
    const folder = path.startsWith('.github/') ? '' : (folderOf(path) as FilePath | '');
    const named = contract === undefined || contract.includes(':') ? undefined : within(folder, contract);
    const found = { ...plain(tool, path, [match.index, match.index + match[0].length]), folder, command };
    return [named === undefined ? found : { ...found, contract: named }];
  });
}

function schemathesisInPython({ path, text }: Source): readonly ContractTest[] {
  const match = /\bschemathesis\.(?:\w+\.)?from_\w+\(\s*(?:["']([^"'\n]*)["'])?/.exec(text);
  if (!match) return [];
  const written = match[1] !== undefined && CONTRACT.test(match[1]) ? match[1] : undefined;
  const found = plain('schemathesis', path, [match.index, match.index + match[0].length]);
  return [{ ...found, ...contractAt(path, written), command: `python -m pytest ${asWord(path)}`, folder: '' }];
}

function k6({ path, text }: Source): readonly ContractTest[] {
  const match = /\bfrom\s+["']k6(?:\/[\w/-]+)?["']/.exec(text);
  return match
    ? [{ ...plain('k6', path, [match.index, match.index + match[0].length]), command: `k6 run ${asWord(path)}`, folder: '' }]
    : [];
}
