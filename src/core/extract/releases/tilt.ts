import type { HelmRelease, ReleaseFact } from '../../model/release-fact.ts';
import type { Source } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { type Call, calls, type Quoted } from './calls.ts';
import { assignments, helmCommand } from './helm-command.ts';
import { clean, foldersUp, isRemoteChart } from './paths.ts';
import { commandFacts } from './script-commands.ts';

/** Charts and kustomizations that a Tiltfile renders. Paths are seen from the Tiltfile's folder. */
export const tiltReleases: Extractor = {
  name: 'tilt-releases',
  include: ['**/Tiltfile*', '**/*.tiltfile'],
  mayMatch: text => /\b(?:helm\w*|kustomize|local)\s{0,5}\(/.test(text),
  extract: source => ({
    facts: calls(source.text, ['helm', 'helm_resource', 'helm_remote', 'kustomize', 'local', 'local_resource']).flatMap(call =>
      callFacts(call, source),
    ),
    problems: [],
  }),
};

function callFacts(call: Call, source: Source): readonly ReleaseFact[] {
  const from = foldersUp(source.path).slice(0, 1);
  const [first] = positional(call);
  switch (call.name) {
    case 'local':
    case 'local_resource':
      return call.arguments
        .flatMap(({ texts }) => texts)
        .flatMap(({ text, at }) => commandFacts({ text, offset: 0, from, tool: 'tilt' }).map(fact => placed(fact, at)));
    case 'kustomize':
      return first ? [{ kind: 'kustomize-apply', at: first.at, tool: 'tilt', path: clean(first.text), from }] : [];
    case 'helm_resource':
      return resource(call, from);
    default:
      return first ? [chart(call, first, from)] : [];
  }
}

/** A command inside a text has the text's place. */
function placed(fact: ReleaseFact, at: ReleaseFact['at']): ReleaseFact {
  if (fact.kind === 'kustomize-apply') return { ...fact, at };
  return { ...fact, at, valuesFiles: fact.valuesFiles.map(file => ({ ...file, at })), sets: fact.sets.map(set => ({ ...set, at })) };
}

const positional = (call: Call): readonly Quoted[] =>
  call.arguments.flatMap(({ name, texts }) => (name === undefined ? texts.slice(0, 1) : []));

const named = (call: Call, name: string): readonly Quoted[] => call.arguments.find(argument => argument.name === name)?.texts ?? [];

/** `helm('chart', name='a', values=['b.yaml'], set=['c=d'])`, and `helm_remote` for a chart of a repository. */
function chart(call: Call, { text, at }: Quoted, from: readonly string[]): HelmRelease {
  const remote = call.name === 'helm_remote';
  const [name] = [...named(call, 'name'), ...named(call, 'release_name')];
  const [namespace] = named(call, 'namespace');
  const [repository] = named(call, 'repo_url');
  return {
    kind: 'helm-release',
    at,
    tool: 'tilt',
    ...(name && { name: name.text }),
    chart: remote ? text : clean(text),
    ...(remote && { remote }),
    from,
    ...(repository && { repository: repository.text }),
    valuesFiles: named(call, 'values').map(file => ({ path: clean(file.text), at: file.at })),
    inlineValues: [],
    sets: named(call, 'set').flatMap(set => assignments(set.text, set.at)),
    ...(namespace && { namespace: namespace.text }),
  };
}

/** `helm_resource('name', 'chart', flags=['--values=a.yaml'])`: the flags are those of the command. */
function resource(call: Call, from: readonly string[]): readonly HelmRelease[] {
  const [first, second] = positional(call);
  const name = first ?? named(call, 'name')[0];
  const chart = second ?? named(call, 'chart')[0];
  if (!name || !chart) return [];
  const found = helmCommand([{ text: 'install', at: call.at }, name, chart, ...named(call, 'flags')], chart.at);
  if (!found) return [];
  const [namespace] = named(call, 'namespace');
  const { context, ...said } = found;
  const remote = isRemoteChart(chart.text);
  return [
    {
      kind: 'helm-release',
      tool: 'tilt',
      ...said,
      chart: remote ? chart.text : clean(chart.text),
      from,
      valuesFiles: said.valuesFiles.map(({ path, at }) => ({ path: clean(path), at })),
      inlineValues: [],
      ...(namespace && { namespace: namespace.text }),
      ...(context && { environment: context }),
    },
  ];
}
