import type { FilePath, Location } from '../../model/source.ts';
import type { ColumnUse, SchemaStep, Told } from './column-use.ts';
import { both, declared, locationAt } from './column-use.ts';
import { alteredBy, createdBy } from './sql-schema.ts';
import { queried } from './sql-query.ts';
import { isMark, isWord, nameAt, tokensOf, type Token } from './sql-tokens.ts';

/** Where a text of SQL stands in a file. */
interface Standing {
  readonly file: FilePath;
  readonly start: number;
}

/** Pure and total: what SQL of any dialect says of columns. What it does not know it skips. */
export function toldBySql(text: string, standing: Standing): Told {
  return both(statementsOf(tokensOf(text)).map(tokens => toldBy(tokens, standing)));
}

function statementsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (isMark(token, ';')) statements.push([]);
    else statements.at(-1)!.push(token);
  }
  return statements.filter(statement => statement.length > 1);
}

function toldBy(tokens: readonly Token[], standing: Standing): Told {
  const at = (token: Token): Location => locationAt(standing.file, standing.start + token.start, token.text.length);
  const [first, second] = tokens;
  if (isWord(first, /^create$/i)) {
    const table = tokens.findIndex((token, index) => index < 6 && isWord(token, /^table$/i));
    if (table > 0) return declared(createdBy(tokens, table + 1, at));
    const view = tokens.findIndex(token => isWord(token, /^(select|with)$/i));
    if (tokens.slice(0, 6).some(token => isWord(token, /^view$/i)) && view > 0) return { steps: [], uses: queried(tokens.slice(view), at) };
    return tokens.slice(0, 4).some(token => isWord(token, /^index$/i)) ? { steps: [], uses: indexed(tokens, at) } : { steps: [], uses: [] };
  }
  if (isWord(first, /^alter$/i) && isWord(second, /^table$/i)) return declared(alteredBy(tokens, at));
  if (isWord(first, /^drop$/i) && isWord(second, /^table$/i)) return { steps: dropped(tokens, at), uses: [] };
  return { steps: [], uses: queried(tokens, at) };
}

type Place = (token: Token) => Location;

function dropped(tokens: readonly Token[], at: Place): readonly SchemaStep[] {
  const from = isWord(tokens[2], /^if$/i) ? 4 : 2;
  const found = nameAt(tokens, from);
  return found ? [{ kind: 'drop-table', table: found.name.text, at: at(found.name) }] : [];
}

/** `CREATE INDEX ON orders (customer_id)` */
function indexed(tokens: readonly Token[], at: Place): readonly ColumnUse[] {
  const on = tokens.findIndex(token => isWord(token, /^on$/i));
  const found = on < 0 ? undefined : nameAt(tokens, isWord(tokens[on + 1], /^only$/i) ? on + 2 : on + 1);
  const open = found ? tokens.findIndex((token, index) => index >= found.after && isMark(token, '(')) : -1;
  if (!found || open < 0) return [];
  const columns = tokens
    .slice(open + 1)
    .filter(
      (token, index, all) =>
        (token.kind === 'word' || token.kind === 'name') && /^[(,]$/.test(all[index - 1]?.text ?? '(') && !isMark(all[index + 1], '('),
    );
  return columns.map(token => ({ table: found.name.text, column: token.text, at: at(token), how: 'reads', confidence: 'certain' }));
}
