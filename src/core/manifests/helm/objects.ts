import type { FilePath, Span } from '../../model/source.ts';
import type { MappingEntry, Node, Scalar } from '../../yaml/tree.ts';
import type { ManifestProblem } from '../files.ts';
import { treeAt, type Origins, type Plain, type Tree, type TreeEntry } from '../tree.ts';
import type { RenderedPlaces } from './rendered-places.ts';
import { lenientYaml } from './lenient-yaml.ts';
import { goScalar, keyText } from './values-file.ts';

/** An object of Kubernetes that a chart makes. */
export interface RenderedObject {
  readonly tree: Tree;
  readonly template: FilePath;
  /** When it runs, where it is a hook and no part of the release: `pre-install,pre-upgrade`. */
  readonly hook?: string;
}

interface RenderedText {
  readonly template: FilePath;
  readonly text: string;
  readonly places: RenderedPlaces;
}

interface Objects {
  readonly objects: readonly RenderedObject[];
  readonly problems: readonly ManifestProblem[];
}

/** The objects that a rendered template holds, part by part as Helm splits it. A part that cannot be read is a problem. */
export function objectsOf(rendered: RenderedText): Objects {
  const objects: RenderedObject[] = [];
  const problems: ManifestProblem[] = [];
  for (const [start, end] of parts(rendered.text)) {
    const text = `${rendered.text.slice(start, end).trimEnd()}\n`;
    const { documents, problems: found } = lenientYaml(rendered.template, text);
    const reader = new TreeReader(rendered.places, { text, start });
    for (const { at, message } of found.slice(0, 1))
      problems.push({
        at: reader.place(at) ?? { file: rendered.template, span: [0, 0] },
        message: `What the template makes is no YAML. ${message}`,
      });
    for (const { root } of documents) if (root.kind === 'mapping') objects.push(object(reader.tree(root), rendered.template));
  }
  return { objects, problems };
}

function object(tree: Tree, template: FilePath): RenderedObject {
  const hook = treeAt(tree, 'metadata', 'annotations', 'helm.sh/hook');
  return hook?.kind === 'scalar' && typeof hook.value === 'string' ? { tree, template, hook: hook.value } : { tree, template };
}

/** Helm splits at every line that begins with three dashes, whatever follows them. */
function* parts(text: string): Generator<Span> {
  let start = 0;
  for (let line = 0; line >= 0 && line < text.length;) {
    if (text.startsWith('---', line)) {
      if (text.slice(start, line).trim() !== '') yield [start, line];
      start = line + 3;
    }
    const newline = text.indexOf('\n', line);
    line = newline < 0 ? -1 : newline + 1;
  }
  if (text.slice(start).trim() !== '') yield [start, text.length];
}

class TreeReader {
  private readonly places: RenderedPlaces;
  private readonly text: string;
  private readonly start: number;

  constructor(places: RenderedPlaces, { text, start }: { readonly text: string; readonly start: number }) {
    this.places = places;
    this.text = text;
    this.start = start;
  }

  place(at: Span): Origins[number] | undefined {
    return this.places.origins(this.shifted([at[0], at[0] + 1]))[0];
  }

  /** `around` is what a value that is written nowhere belongs to: its key. */
  tree(node: Node, around: Origins = []): Tree {
    switch (node.kind) {
      case 'scalar':
        return this.scalar(node, around);
      case 'sequence':
        return { kind: 'sequence', items: node.items.map(item => this.tree(item, around)), origins: this.beginning(node, around) };
      case 'mapping':
        return {
          kind: 'mapping',
          entries: new Map(node.entries.map(entry => this.entry(entry))),
          origins: this.beginning(node, around),
        };
    }
  }

  private entry(entry: MappingEntry): [string, TreeEntry] {
    const keyOrigins = this.places.origins(this.shifted(entry.keyAt));
    return [keyText(entry, this.text), { keyOrigins, value: this.tree(entry.value, keyOrigins) }];
  }

  private beginning(node: Node, around: Origins): Origins {
    const found = this.places.origins(this.shifted([node.at[0], node.at[0] + 1]));
    return found.length > 0 ? found : around;
  }

  private scalar(node: Scalar, around: Origins): Tree {
    const span = this.shifted(this.inner(node));
    const origins = this.places.origins(span);
    const unknown = this.places.unknown(span);
    return {
      kind: 'scalar',
      value: plain(node),
      origins: origins.length > 0 ? origins : around,
      ...(unknown === undefined ? {} : { unknown }),
    };
  }

  /** Without quotation marks, where something stands between them. */
  private inner({ at: [start, end] }: Scalar): Span {
    const first = this.text[start];
    return (first === '"' || first === "'") && end - start > 2 && this.text[end - 1] === first ? [start + 1, end - 1] : [start, end];
  }

  private shifted([start, end]: Span): Span {
    return [start + this.start, end + this.start];
  }
}

function plain(node: Scalar): Plain {
  const value = goScalar(node, []);
  switch (value.kind) {
    case 'string':
      return value.text;
    case 'float':
    case 'int':
    case 'bool':
      return value.value;
    default:
      return null;
  }
}
