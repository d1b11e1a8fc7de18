import type { Span } from '../../model/source.ts';

export interface XmlElement {
  readonly name: string;
  readonly at: Span;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, trimmed. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly at: [number, number];
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Open[];
  text: string;
}

/** Comment, CDATA, declaration, closing tag, opening tag with its attributes, or text. */
const TOKEN =
  /<!--[^]*?(?:-->|$)|<!\[CDATA\[([^]*?)(?:\]\]>|$)|<[?!][^>]*>?|<\/([\w:.-]+)\s*>?|<([\w:.-]+)((?:"[^"]*"|'[^']*'|[^<>"'])*)>?|([^<]+)|</g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&apos;': "'" };
/** More open elements than this are no manifest; further ones become siblings. */
const DEEPEST = 200;

/** Elements, attributes and texts under a nameless root. Total: an element that nobody closes ends with its parent, a close without an open is passed over. */
export function xml(text: string): XmlElement {
  const root: Open = { name: '', at: [0, text.length], attributes: new Map(), children: [], text: '' };
  const open: Open[] = [root];
  for (const token of text.matchAll(TOKEN)) {
    const [whole, data, closed, opened, attributes, words] = token;
    const inside = open.at(-1)!;
    const end = token.index + whole.length;
    if (closed !== undefined) close(open, closed, end);
    else if (opened === undefined) inside.text += data ?? decoded(words ?? '');
    else {
      const element: Open = { name: opened, at: [token.index, end], attributes: attributesOf(attributes ?? ''), children: [], text: '' };
      inside.children.push(element);
      if (!attributes?.trimEnd().endsWith('/') && open.length < DEEPEST) open.push(element);
    }
  }
  for (const element of open) element.at[1] = text.length;
  return trimmed(root);
}

function close(open: Open[], name: string, end: number): void {
  const from = open.findLastIndex(element => element.name === name);
  if (from < 1) return;
  for (const element of open.splice(from)) element.at[1] = end;
}

const trimmed = (element: Open): XmlElement => ({ ...element, text: element.text.trim(), children: element.children.map(trimmed) });

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name!, decoded(double ?? single ?? '')]));

const decoded = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:lt|gt|amp|quot|apos);/g, entity => ENTITIES[entity] ?? entity) : text;

/** Elements at a path of names below an element, whatever their namespace prefix. */
export function all(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (found, name) => found.flatMap(parent => parent.children.filter(child => child.name === name)),
    [element],
  );
}

/** The text of the first element at a path, where it is not empty. */
export const textAt = (element: XmlElement, ...path: readonly string[]): string | undefined => all(element, ...path)[0]?.text || undefined;
