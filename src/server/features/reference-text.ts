import { elementAt } from '../../core/elements/element-at.ts';
import { ownerOf } from '../../core/elements/owner.ts';
import { settingsDecidedAt, valuesOf } from '../../core/elements/settings.ts';
import type { Cursor } from '../../core/elements/system.ts';
import type { Span } from '../../core/model/source.ts';
import { valueParagraphs } from './chart-text.ts';
import type { HoverText } from './hover-text.ts';
import { bold, code, valueRows, type LinkTo } from './hover-words.ts';
import { interpolated } from './interpolations.ts';
import { readers } from './variable-text.ts';

/** A reference that something else fills in before anybody reads the text: `${NAME}`, `.Values.users.url`. */
export function referenceText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  return chartReference(cursor, link) ?? variableReference(cursor, link);
}

/** A line is seldom longer. */
const NEAR = 500;

interface Match {
  readonly groups: readonly (string | undefined)[];
  readonly span: Span;
}

/** What matches around the cursor, on its line. */
function around({ text, offset }: Cursor, pattern: RegExp): Match | undefined {
  const start = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - NEAR);
  const line = text.slice(start, offset + NEAR).split('\n')[0]!;
  for (const { 0: all, index, ...rest } of line.matchAll(pattern)) {
    const span = [start + index, start + index + all.length] as const;
    if (span[0] <= offset && offset <= span[1]) return { groups: Object.values(rest).filter(one => one !== undefined) as string[], span };
  }
  return undefined;
}

function chartReference(cursor: Cursor, link: LinkTo): HoverText | undefined {
  if (!/(^|\/)templates\//.test(cursor.path)) return undefined;
  const found = around(cursor, /\.Values((?:\.\w+)+)/g);
  if (!found) return undefined;
  const end = /^\w*/.exec(cursor.text.slice(Math.max(cursor.offset, found.span[0] + '.Values.'.length)))![0].length;
  const until = Math.max(cursor.offset, found.span[0] + '.Values.'.length) + end;
  const path = cursor.text.slice(found.span[0] + '.Values.'.length, until);
  const { graph } = cursor.system.snapshot;
  const element = elementAt(cursor);
  const decided = element?.part.kind === 'sets' ? settingsDecidedAt(graph, cursor.path, element.part.at) : [];
  const whose = element?.owner ?? element?.node;
  return {
    span: [found.span[0], until],
    paragraphs: valueParagraphs(path, { cursor, link, decided }),
    offers: whose ? { impact: { node: whose.id }, reveal: whose.id } : {},
  };
}

function variableReference(cursor: Cursor, link: LinkTo): HoverText | undefined {
  const isCompose = cursor.facts.some(({ kind }) => kind === 'compose-service' || kind === 'compose-file');
  if (!isCompose && !/\.(ya?ml|properties)$/.test(cursor.path)) return undefined;
  const found = around(cursor, /\$\{([A-Za-z_][\w.-]*?)(?::?[-?+]([^}]*)|:([^}]*))?\}|\$([A-Z_]\w*)/g);
  const [, braced, dashed, colon, bare] = found
    ? /\$\{([A-Za-z_][\w.-]*?)(?::?[-?+]([^}]*)|:([^}]*))?\}|\$([A-Z_]\w*)/.exec(cursor.text.slice(...found.span))!
    : [];
  const name = braced ?? bare;
  if (!found || name === undefined) return undefined;
  return isCompose
    ? {
        span: found.span,
        paragraphs: [`${bold(name)} is filled in by compose`, ...interpolated(name, dashed, { cursor, link })],
        offers: {},
      }
    : configured(name, { fallback: colon, cursor, link, span: found.span });
}

interface Configured {
  readonly fallback: string | undefined;
  readonly cursor: Cursor;
  readonly link: LinkTo;
  readonly span: Span;
}

/** `${ORDERS_URL:http://orders}` of an application's configuration. */
function configured(name: string, { fallback, cursor, link, span }: Configured): HoverText | undefined {
  const owner = ownerOf(cursor.system, cursor.path);
  if (owner?.kind !== 'service') return undefined;
  const values = valuesOf(owner, name);
  const otherwise = fallback === undefined ? '' : `, else ${code(fallback)}`;
  return {
    span,
    paragraphs: [
      values.length > 0
        ? `${bold(name)} variable of ${bold(owner.name)}${otherwise}.`
        : `${bold(name)} variable of ${bold(owner.name)}: no deployment sets it${otherwise}.`,
      ...valueRows(values, link),
      ...readers(name, { cursor, owner, link }),
    ],
    offers: { reveal: owner.id },
  };
}
