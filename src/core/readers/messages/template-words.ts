import type { FilePath, Span } from '../../model/source.ts';

/** What a page puts in at one place: `.ad.Text` of `{{ .ad.Text }}` as `ad`, `Text`, each with its place. */
export interface TemplateChain {
  readonly words: readonly { readonly word: string; readonly at: Span }[];
  /** Asks what surrounds it (`.Text` within `{{ range .ads }}`); `undefined` where it asks the page's own values. */
  readonly within: TemplateContext | undefined;
}

/** A block that changes what is asked: `{{ range .ads }}`, `{{#each ads}}`. */
export interface TemplateContext {
  readonly chain: readonly string[];
  readonly outer: TemplateContext | undefined;
}

export interface TemplateWords {
  readonly chains: readonly TemplateChain[];
  /** Variables of loops and what they go through: `ad` of `ads`. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
}

const TEMPLATE =
  /\.(?:html?|tmpl|gohtml|tpl|j2|jinja2?|twig|ejs|hbs|handlebars|mustache|cshtml|razor|erb|haml|slim|pug|jade|vue|svelte|jsp|ftl|ftlh|vm|liquid|njk|eta)$/i;

export const isTemplate = (path: FilePath): boolean => TEMPLATE.test(path);

const DOUBLE_BRACES = String.raw`\{\{[\s\S]{0,2000}?\}\}`;
const PERCENT_BRACES = String.raw`\{%[\s\S]{0,2000}?%\}`;
const ANGLE_PERCENT = String.raw`<%[\s\S]{0,20000}?%>`;
const MARKED_BRACES = String.raw`[$*#]\{[^{}\n]{0,500}\}`;
const RAZOR = String.raw`@(?:\([^()\n]{0,300}\)|(?:if|foreach|for|while|switch)?\s*\([^{}\n]{0,300}\)|[A-Za-z_][\w.?!]*(?:\[[^\]\n]*\])?[\w.?!]*)`;
/** Of Vue, Angular, Alpine and Thymeleaf. */
const BOUND_ATTRIBUTE = String.raw`\s(?:v-[\w:.-]+|:[\w.-]+|@[\w.-]+|\*ng\w+|\[\w+\]|th:\w+|x-\w+)="[^"\n]{0,500}"`;
/** Of Svelte and JSX. */
const BARE_BRACES = String.raw`(?<=[\s>=])\{[^{}\n]{1,300}\}`;

/** Holes of all dialects; `=` and quotes around attributes included. */
const HOLES = new RegExp([DOUBLE_BRACES, PERCENT_BRACES, ANGLE_PERCENT, MARKED_BRACES, RAZOR, BOUND_ATTRIBUTE, BARE_BRACES].join('|'), 'g');

const CHAIN = /(?<![\w'"-])[$@]?\.?[A-Za-z_]\w*(?:(?:\?\.|!?\.|->)[A-Za-z_]\w*|\[['"][\w-]+['"]\]|\[\w+\]|\(\))*/g;

const WORD = /[A-Za-z_]\w*/g;

/** More holes than any page of a person has. */
const MOST_HOLES = 5_000;

/** What a page asks of the values that it is rendered with. Total. */
export function templateWords(text: string): TemplateWords {
  const chains: TemplateChain[] = [];
  const blocks: (TemplateContext | undefined)[] = [];
  const isMustache = /\{\{[#/]/.test(text);
  let count = 0;
  for (const hole of text.matchAll(HOLES)) {
    if (++count > MOST_HOLES) break;
    const within = blocks.at(-1);
    for (const chain of chainsOf(hole, within, isMustache)) chains.push(chain);
    turn(hole[0], blocks);
  }
  return { chains, variables: variablesOf(text) };
}

/** Blocks of Go templates and Handlebars are opened and closed by holes of their own. */
function turn(hole: string, blocks: (TemplateContext | undefined)[]): void {
  const [, keyword, rest = ''] = /^\{\{-?\s*(#?\w+|\/\w+)\b\s*([\s\S]*?)\s*-?\}\}$/.exec(hole) ?? [];
  if (keyword === undefined) return;
  const outer = blocks.at(-1);
  if (keyword === 'end' || keyword.startsWith('/')) blocks.pop();
  else if (/^(?:range|with|#each|#with)$/.test(keyword)) blocks.push(contextOf(rest, outer));
  else if (/^(?:if|define|block|#\w+)$/.test(keyword)) blocks.push(keyword === 'define' ? undefined : outer);
}

function contextOf(written: string, outer: TemplateContext | undefined): TemplateContext | undefined {
  const value = written
    .replace(/^.*:=/, '')
    .replace(/\s+as\s+\|.*$/, '')
    .trim();
  const chain = value.match(WORD) ?? [];
  const isRoot = value.startsWith('$.') || !value.startsWith('.');
  return chain.length > 0 ? { chain, outer: isRoot ? undefined : outer } : outer;
}

function* chainsOf(hole: RegExpExecArray, within: TemplateContext | undefined, isMustache: boolean): Generator<TemplateChain> {
  for (const found of hole[0].matchAll(CHAIN)) {
    const begin = hole.index + found.index;
    const words = [...found[0].matchAll(WORD)].map(word => ({
      word: word[0],
      at: [begin + word.index, begin + word.index + word[0].length] as const,
    }));
    const asksContext = found[0].startsWith('.') || (isMustache && words.length === 1);
    if (words.length > 1 || asksContext) yield { words, within: asksContext ? within : undefined };
  }
}

const PATH = String.raw`[@$]?[.\w?!$]+(?:\(\))?`;

const LOOPS: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:for|each|foreach|let|const|var|v-for=")[\s("]*(?:let\s+|const\s+|var\s+)?\(?(?:\w+\s*,\s*)?(\w+)(?:\s*,\s*\w+)?\)?\s+(?:in|of)\s+(${PATH})`,
    'g',
  ),
  new RegExp(String.raw`\b(\w+)(?:\s*,\s*\w+)?\s*:\s*\$\{(${PATH})\}`, 'g'),
  new RegExp(String.raw`range\s+(?:\$\w+\s*,\s*)?\$(\w+)\s*:=\s*(${PATH})`, 'g'),
  new RegExp(String.raw`(?:with|set|if|assign)\s+\$?(\w+)\s*:?=\s*(${PATH})`, 'g'),
];

const REVERSED: readonly RegExp[] = [
  new RegExp(String.raw`(${PATH})\.(?:forEach|map|filter|each|each_with_index)\s*(?:do\s*)?[({|\s]*(?:function\s*\()?\s*\|?(\w+)`, 'g'),
  new RegExp(String.raw`(?:foreach|each)\s*\(?\s*(${PATH})\s+as\s+[|$]?(?:\w+\s*=>\s*\$)?(\w+)`, 'g'),
];

function variablesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const say = (name = '', path = ''): void => {
    const chain = path.match(WORD) ?? [];
    if (name !== '' && chain.length > 0 && chain[0] !== name && found.size < 1_000) found.set(name, chain);
  };
  for (const loop of LOOPS) for (const [, name, path] of text.matchAll(loop)) say(name, path);
  for (const loop of REVERSED) for (const [, path, name] of text.matchAll(loop)) say(name, path);
  return found;
}
