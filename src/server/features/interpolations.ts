import type { Cursor, System } from '../../core/elements/system.ts';
import { shownAs } from '../../core/link/running.ts';
import { plain } from '../../core/elements/parts.ts';
import { baseName, folderOf } from '../../core/model/paths.ts';
import type { FilePath, Location } from '../../core/model/source.ts';
import { code, escaped, list, table, type LinkTo } from './hover-words.ts';

interface Filled extends Location {
  /** `image of cart`. */
  readonly what: string;
}

/** Places of compose files that `${NAME}` is filled in at, beside a file. */
function filledIn(name: string, { system, path }: Cursor): Filled[] {
  return beside(system, path).flatMap(([file, facts]) =>
    facts.flatMap(fact => {
      if (fact.kind !== 'interpolates' || fact.name !== name) return [];
      const [, service = '', ...keys] = fact.path;
      return [{ file, span: fact.at, what: keys.length > 0 ? `${keys.at(-1)} of ${service}` : fact.path.join('.') }];
    }),
  );
}

/** Whose values compose takes: of the folder in which it runs. */
function beside({ facts }: System, path: FilePath) {
  return [...facts].filter(([file]) => folderOf(file) === folderOf(path));
}

/** One line of each is enough. */
const placeLine = (places: readonly Filled[], link: LinkTo): string =>
  `Filled in at ${list([...Map.groupBy(places, ({ what }) => what)].map(([what, [first]]) => `${escaped(what)} (${link(first!)})`))}.`;

/** What a line of `.env` fills in, which no container need know of. */
export function interpolationLines(name: string, { cursor, link }: { readonly cursor: Cursor; readonly link: LinkTo }): string[] {
  if (!baseName(cursor.path).startsWith('.env')) return [];
  const places = filledIn(name, cursor);
  return places.length > 0 ? [placeLine(places, link)] : [];
}

/** What `${NAME}` of a compose file comes to: who sets it beside the file, else what stands in for it. */
export function interpolated(
  name: string,
  fallback: string | undefined,
  asked: { readonly cursor: Cursor; readonly link: LinkTo },
): string[] {
  const { cursor, link } = asked;
  const set = beside(cursor.system, cursor.path)
    .filter(([file]) => baseName(file) === '.env')
    .flatMap(([file, facts]) =>
      facts.flatMap(fact =>
        fact.kind === 'sets-env' && fact.name === name ? [[link({ file, span: fact.at }), code(shownAs(name, plain(fact.value)))]] : [],
      ),
    );
  const otherwise = fallback === undefined ? 'it is empty' : `it is ${fallback === '' ? 'empty' : code(shownAs(name, fallback))}`;
  const places = filledIn(name, cursor);
  return [
    ...(set.length > 0 ? table(['set in', 'value'], set) : []),
    `${set.length > 0 ? 'The shell that starts compose wins over that' : 'No .env beside this file sets it'}; where nobody sets it, ${otherwise}.`,
    ...(places.length > 1 ? [placeLine(places, link)] : []),
  ];
}
