import type { Source } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import type { Node, YamlFile } from '../../yaml/tree.ts';
import { plainTemplate } from '../helm/plain-template.ts';

/** YAML in which actions of a Go template may stand. Every text of the tree has `${…}` in their place; spans are those of the file. */
export function templatedYaml(source: Source): YamlFile {
  if (!source.text.includes('{{')) return yamlFile(source);
  const plain = plainTemplate(source.text);
  const { documents, problems } = yamlFile({ path: source.path, text: plain.text });
  return { documents: documents.map(({ root }) => ({ root: mapped(root, text => holes(plain.reading.text(text))) })), problems };
}

/** Texts and keys of a tree changed; nodes that aliases share stay shared, so no tree grows. */
export function mapped(root: Node, change: (text: string) => string): Node {
  const known = new Map<Node, Node>();
  const visit = (node: Node): Node => {
    const before = known.get(node);
    if (before) return before;
    const after = visited(node);
    known.set(node, after);
    return after;
  };
  const visited = (node: Node): Node => {
    switch (node.kind) {
      case 'scalar':
        return { ...node, text: change(node.text) };
      case 'sequence':
        return { ...node, items: node.items.map(visit) };
      case 'mapping':
        return { ...node, entries: node.entries.map(entry => ({ ...entry, key: change(entry.key), value: visit(entry.value) })) };
    }
  };
  return visit(root);
}

const ACTION = /\{\{-?([^{}]*)-?\}\}/g;
const VARIABLE = /^(?:index\s+)?\.?([A-Za-z_][\w.-]*)$/;
const FUNCTION = /^(?:requiredEnv|env|getenv|default\s+"[^"]*"\s*\(env)\s*\(?\s*["'`](\w+)["'`]/;

/** An action that gives an action: what one template leaves to the next. */
const ESCAPED = /\{\{-?\s*(?:`([^`]*)`|"(\{\{|\}\})")\s*-?\}\}/g;

/** `{{ .Environment.Name }}` as `${Environment.Name}`; what is computed keeps its code. */
export function holes(text: string): string {
  if (!text.includes('{{')) return text;
  return text.replace(ESCAPED, (_, raw?: string, braces?: string) => raw ?? braces ?? '').replace(ACTION, (_, code: string) => hole(code));
}

function hole(code: string): string {
  const first = code.split('|')[0]!.trim().replace(/\s+/g, ' ');
  const name = VARIABLE.exec(first)?.[1] ?? FUNCTION.exec(first)?.[1] ?? first.replace(/[{}$]/g, '').slice(0, 60);
  return `\${${name || '?'}}`;
}

const HOLE = /\$\{([^{}]*)\}/g;

/** Holes that `known` has a text for are filled. */
export const filled = (text: string, known: ReadonlyMap<string, string>): string =>
  text.includes('${') ? text.replace(HOLE, (whole, name: string) => known.get(name) ?? whole) : text;
