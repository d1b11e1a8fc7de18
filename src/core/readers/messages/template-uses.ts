import type { FilePath } from '../../model/source.ts';
import type { Use } from '../use.ts';
import { type Code, markAt } from './code.ts';
import type { Wanted } from './field-use.ts';
import { type Inquiry, type Typed, weakened } from './inquiry.ts';
import { memberType } from './members.ts';
import { namedMessage } from './named-type.ts';
import { fieldNamed } from './own-fields.ts';
import type { ContractSchema } from './schema.ts';
import type { ServiceCode } from './service-code.ts';
import { walkedType } from './schema-path.ts';
import { isTemplate, type TemplateChain, type TemplateContext, templateWords, type TemplateWords } from './template-words.ts';
import { valueType } from './values.ts';
import { variableType } from './variables.ts';

interface TemplateSearch {
  readonly schema: ContractSchema;
  readonly service: ServiceCode;
  readonly inquiryOf: (code: Code) => Inquiry;
  readonly wanted: Wanted;
}

/** Uses in a page that a handler of the service renders. What the page is given goes by the names that code gives its values. */
export function templateUses(path: FilePath, text: string, search: TemplateSearch): readonly Use[] {
  if (!isTemplate(path)) return [];
  const words = templateWords(text);
  const { wanted } = search;
  return words.chains.flatMap(chain =>
    chain.words.flatMap(({ word, at }, index): Use[] => {
      if (!wanted.spellings.has(word) || (index === 0 && !chain.within)) return [];
      const holder = holderType(chain, index, { page: words, search, depth: 0 });
      const why = `it shows ${wanted.label}`;
      if (holder && holder.messages.length > 0) {
        return holder.messages.includes(wanted.message)
          ? [
              {
                at: { file: path, span: at },
                how: 'reads',
                confidence: weakened(holder, 'likely')!.confidence,
                why: `${why}: ${holder.why}`,
              },
            ]
          : [];
      }
      return wanted.isDistinctive && !holder && !search.service.declaresMember(word)
        ? [
            {
              at: { file: path, span: at },
              how: 'reads',
              confidence: 'likely',
              why: `${why}, by its name: no other message has such a field`,
            },
          ]
        : [];
    }),
  );
}

/** What a chain has reached before one of its words. */
function holderType({ words, within }: TemplateChain, index: number, way: Way): Typed | undefined {
  const start = within && contextType(within, way);
  const before = words.slice(0, index).map(({ word }) => word);
  return followed(before, start, way) ?? walkedType([...written(within), ...expanded(before, way.page)], way.search.schema);
}

const written = (context: TemplateContext | undefined, depth = 0): readonly string[] =>
  context && depth < DEEPEST ? [...written(context.outer, depth + 1), ...context.chain] : [];

/** With what its variable goes through in place of the variable. */
function expanded(words: readonly string[], page: TemplateWords, depth = 0): readonly string[] {
  const chain = words[0] === undefined || depth > DEEPEST ? undefined : page.variables.get(words[0]);
  return chain ? [...expanded(chain, page, depth + 1), ...words.slice(1)] : words;
}

interface Way {
  readonly page: TemplateWords;
  readonly search: TemplateSearch;
  readonly depth: number;
}

const DEEPEST = 6;

function contextType({ chain, outer }: TemplateContext, way: Way): Typed | undefined {
  if (way.depth > DEEPEST) return undefined;
  return followed(chain, outer && contextType(outer, { ...way, depth: way.depth + 1 }), way);
}

function followed(words: readonly string[], start: Typed | undefined, way: Way): Typed | undefined {
  let found = start;
  for (const word of words) {
    const known = found !== undefined && found.messages.length > 0;
    found = known ? memberType(found!, word, way.search.schema) : rootType(word, way);
  }
  return found;
}

function rootType(word: string, { page, search, depth }: Way): Typed | undefined {
  const chain = page.variables.get(word);
  if (chain && depth < DEEPEST) {
    const found = followed(chain, undefined, { page, search, depth: depth + 1 });
    if (found) return found;
  }
  return givenType(word, search);
}

const RENDERS =
  /ExecuteTemplate|\.Execute\(|[rR]ender|View\(|ModelAndView|addAttribute|[tT]emplate|View(?:Data|Bag)|\[BindProperty|PageModel|setup|<script/;

const given = new WeakMap<ServiceCode, Map<string, Typed | undefined>>();

/** What the code of the service gives under a name to what it renders. */
function givenType(word: string, search: TemplateSearch): Typed | undefined {
  const { service } = search;
  const known = given.get(service) ?? new Map<string, Typed | undefined>();
  given.set(service, known);
  if (!known.has(word)) known.set(word, searched(word, search));
  return known.get(word);
}

const MOST_FILES = 12;

function searched(word: string, { service, inquiryOf }: TemplateSearch): Typed | undefined {
  const files = service.filesWith(word).filter(path => RENDERS.test(service.text(path)!));
  for (const path of files.slice(0, MOST_FILES)) {
    const inquiry = inquiryOf(service.code(path)!);
    const found = givenIn(inquiry, word);
    if (found) return found;
  }
  const anywhere = service.filesWith(word).slice(0, MOST_FILES);
  const [first] = anywhere;
  return first === undefined ? undefined : fieldNamed(inquiryOf(service.code(first)!), word, -1);
}

/** `"ad": value`, `ad=value`, `addAttribute("ad", value)`, `ViewBag.Ad = value`, a variable of a page's own script. */
function givenIn(inquiry: Inquiry, word: string): Typed | undefined {
  const { code } = inquiry;
  for (let at = 0; at < code.tokens.length; at++) {
    const token = code.tokens[at]!;
    if (token.text !== word || (token.kind !== 'text' && token.kind !== 'word')) continue;
    const next = markAt(code, at + 1);
    const isKey =
      next === ':' ||
      next === '=>' ||
      next === '=' ||
      (next === ',' && token.kind === 'text') ||
      (next === ']' && markAt(code, at + 2) === '=');
    if (!isKey && !(token.kind === 'word' && /^[,}]$/.test(next))) continue;
    const found = isKey
      ? (valueType(inquiry, next === ']' ? at + 3 : at + 2) ??
        (token.kind === 'word' && next === ':' ? namedMessage(inquiry, at + 2) : undefined))
      : variableType(inquiry, at);
    if (found && found.messages.length > 0) return found;
  }
  return undefined;
}
