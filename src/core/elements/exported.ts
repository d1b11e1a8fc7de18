import type { Imports } from '../model/program-fact.ts';
import type { GraphNode } from '../model/graph.ts';
import type { Location, Span } from '../model/source.ts';
import { ownerOf } from './owner.ts';
import type { Cursor, System } from './system.ts';
import { wordAt } from './element-at.ts';

/** Something that a shared package offers to others. */
export interface Exported {
  readonly at: Span;
  readonly name: string;
  readonly package: GraphNode;
  /** Imports that take it, in files of other owners; the owner is unknown for code that nobody runs. */
  readonly users: readonly { readonly owner?: GraphNode; readonly at: Location }[];
}

/** The exported name at the cursor: where it is declared, in the import that takes it, or where that is used. */
export function exportedAt(cursor: Cursor): Exported | undefined {
  const { system, path } = cursor;
  const { text: name, span } = wordAt(cursor.text, cursor.offset);
  if (!/^\w+$/.test(name)) return undefined;
  const owner = ownerOf(system, path);
  const home = owner?.kind === 'package' && isDeclared(cursor, span) ? owner : importedFrom(cursor, name);
  return home && { at: span, name, package: home, users: usersOf(name, home, system) };
}

const DECLARES =
  /(?:^|\s)export\s+(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|var|function\s*\*?|class|interface|type|enum|namespace)\s+$|^(?:func|type|var|const)\s+$|^(?:def|class)\s+$/;

/** The word follows what makes a declaration that others can import. */
const isDeclared = ({ text }: Cursor, [start]: Span): boolean => DECLARES.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));

/** In the import, or wherever the file uses what it took. */
function importedFrom({ system, facts }: Cursor, name: string): GraphNode | undefined {
  const fact = facts.find((fact): fact is Imports => fact.kind === 'imports' && fact.names.some(({ local }) => local === name));
  return fact && packages(system).find(node => isOf(fact.specifier, node.name));
}

const packages = ({ snapshot: { graph } }: System): GraphNode[] => graph.nodes.filter(({ kind }) => kind === 'package');

/** A specifier is of a package: its name, or a path within it. */
const isOf = (specifier: string, name: string): boolean => specifier === name || specifier.startsWith(`${name}/`);

function usersOf(name: string, home: GraphNode, system: System): Exported['users'] {
  const found: { owner?: GraphNode; at: Location }[] = [];
  for (const [file, facts] of system.facts) {
    for (const fact of facts) {
      if (fact.kind !== 'imports' || !isOf(fact.specifier, home.name) || !takes(fact, name)) continue;
      const owner = ownerOf(system, file);
      if (owner?.id !== home.id) found.push({ at: { file, span: fact.at }, ...(owner && { owner }) });
    }
  }
  return found;
}

/** Named, or with the whole module. */
const takes = ({ names }: Imports, name: string): boolean =>
  names.length === 0 || names.some(({ imported }) => imported === name || imported === '*');
