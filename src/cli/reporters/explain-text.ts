import type { Reached } from '../../core/graph/reach.ts';
import type { Place } from '../../core/index/snapshot.ts';
import type { SourceLines } from '../../workspace/source-lines.ts';
import { runningText } from './running-text.ts';
import type { EdgeDocument, GraphDocument, NodeDocument } from '../../core/index/graph-document.ts';

interface About {
  readonly document: GraphDocument;
  readonly lines: SourceLines;
  readonly dependents: readonly Reached[];
}

/** Why these files are one node, what it needs, and who fails with it, also through others. */
export async function nodeText(node: NodeDocument, { document, lines, dependents }: About): Promise<string> {
  const name = (id: string): string => document.nodes.find(other => other.id === id)?.name ?? id;
  const about = [node.kind, node.technology, node.path && `in ${node.path}`].filter(part => part !== undefined && part !== '').join(' · ');
  const identity = await Promise.all(node.identity.map(async ({ aspect, why, at }) => `  ${aspect}: ${why}\n${await proof(at, lines, 4)}`));
  const needs = document.edges
    .filter(({ from, kind }) => from === node.id && kind !== 'depends-on')
    .map(edge => `  ${edge.kind.padEnd(12)} ${name(edge.to)} (${edge.confidence})`);
  const direct = document.edges
    .filter(({ to, kind }) => to === node.id && kind !== 'depends-on')
    .map(edge => `  ${edge.kind.padEnd(12)} ${name(edge.from)} (${edge.confidence})`);
  const through = dependents.filter(({ hops }) => hops > 1).map(({ id, hops }) => `  ${`${hops} hops`.padEnd(12)} ${name(id)}`);
  const needed = [...direct, ...through];
  const unresolved = document.unresolved
    .filter(entry => entry.node === node.id)
    .map(({ what, why, at }) => `  ${what}: ${why} (${at.file}:${at.line})`);
  return (
    [
      `${node.name} (${about})`,
      ...section('Why it is one', identity),
      ...section('It needs', needs),
      ...section(`If ${node.name} fails, these fail`, needed),
      ...section('Not known', unresolved),
      ...(node.running ?? []).flatMap(runningText),
      '',
    ].join('\n') + '\n'
  );
}

/** Every proof of an edge, with its source line. */
export async function edgeText(edge: EdgeDocument, document: GraphDocument, lines: SourceLines): Promise<string> {
  const name = (id: string): string => document.nodes.find(other => other.id === id)?.name ?? id;
  const proofs = await Promise.all(edge.evidence.map(place => proof(place, lines, 2)));
  return (
    [
      `${name(edge.from)} → ${name(edge.to)} (${edge.kind}, ${edge.confidence})`,
      `  ${edge.reason}`,
      ...section(
        'Operations',
        edge.operations.map(operation => `  ${operation}`),
      ),
      ...section('Proofs', proofs),
      ...section(
        'Holds in',
        edge.environments.map(environment => `  ${environment}`),
      ),
      '',
    ].join('\n') + '\n'
  );
}

async function proof(place: Place, lines: SourceLines, indent: number): Promise<string> {
  return `${' '.repeat(indent)}${place.file}:${place.line}  ${await lines(place.file, place.line)}`;
}

const section = (title: string, rows: readonly string[]): readonly string[] => (rows.length === 0 ? [] : [`${title}:`, ...rows]);
