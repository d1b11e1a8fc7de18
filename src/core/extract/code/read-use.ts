import type { Fact } from '../../model/fact.ts';
import type { ReadsEnv } from '../../model/variable-fact.ts';

/** So far a condition is looked for behind a read. */
const NEAR = 320;

/** What becomes of what is read from the environment, as far as the lines around the read tell: the tree keeps no conditions. */
export const withUse = (facts: readonly Fact[], text: string): readonly Fact[] =>
  facts.map(fact => {
    if (fact.kind !== 'reads-env') return fact;
    const use =
      fact.fallback === undefined
        ? useOf(fact, text)
        : AS_TRUTH.test(text.slice(Math.max(0, fact.at[0] - 12), fact.at[0]))
          ? 'truth'
          : undefined;
    return use === undefined ? fact : { ...fact, use, ...(ENTRY.test(text.slice(...fact.at)) && { declared: true as const }) };
  });

/** `bool(os.getenv('X', False))`: any text is true. */
const AS_TRUTH = /\bbool\(\s*$/;

function useOf({ at: [start, end] }: ReadsEnv, text: string): ReadsEnv['use'] {
  const own = text.slice(start, end);
  const before = text.slice(Math.max(0, start - NEAR), start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const after = text.slice(end, end + NEAR).replace(/^[ \t]*(?:\/\/|#)[^\n]*\n/gm, '');
  if (ENTRY.test(own)) return inSchema(own);
  if (STRICT.test(own) && TRIED.test(before)) return 'tested';
  if (STRICT.test(own) || /^\s*\.\s*(?:expect|unwrap)\(/.test(after) || REQUIRES.test(line)) return 'required';
  if (TYPED.test(own) || COMPARED.test(after) || /[!=]==?\s*[\w.(]*$/.test(line)) return 'tested';
  if (isCondition(line, after)) return /!\s*\(?$|\bnot\s+$/.test(line) && STOPS.test(nextStatement(after)) ? 'required' : 'truth';
  return ofAssigned(line, after);
}

/** Python: within a `try` of a few lines, whose `except` stands below. */
const TRIED = /\btry:[^\n]*\n(?:(?!\s*(?:except|finally)\b)[^\n]*\n){0,6}[^\n]*$/;

/** A key of a schema of the environment: `SHOP_URL: z.string()`, `shop_url: str`. */
const ENTRY = /^["']?\w+["']?\s*:(?!:)/;

/** The type of a field of a settings class; what is else named is a schema of its own, which may allow anything. */
const PYTHON_TYPE = /(?:str|int|float|bool|bytes|Path|Str|Url|Dsn)\s*$/;

/** Schemas demand what they name, but for those of Joi and yup. */
function inSchema(entry: string): ReadsEnv['use'] {
  if (/\.(?:optional|nullish|nullable|catch|default|prefault)\(|\bdefault\s*:|\bOptional\b|\bNone\b|isOptional/.test(entry))
    return 'tested';
  if (/^["']?[A-Z0-9_]+["']?\s*:\s*[A-Za-z_]\w*\s*$/.test(entry) && !PYTHON_TYPE.test(entry)) return 'tested';
  return /:\s*(?:Joi|joi|yup|Yup)\b/.test(entry) && !/\.required\(/.test(entry) ? 'tested' : 'required';
}

/** Ways to read that fail where nothing is set. */
const STRICT = /^(?:os\.)?environ\[|^ENV\.fetch\(|getOrThrow|getRequired|GetRequired|^\w*(?:must|require)\w*(?:\.|\()/i;
const REQUIRES = /(?:requireNonNull|assert|must\w*|require\w*|ensure\w*|invariant)\(\s*$/i;

const STOPS =
  /\b(?:throw|raise|panic|exit|Exit|abort|die|fatal|Fatal\w*|errors?\.New|Errorf|Error\(|bail!|unwrap)\b|process\.exit|Environment\.Exit/;

/** .NET gives the type's own zero where nothing is set. */
const TYPED = /GetValue<(?:bool|int|long|double|float|decimal|TimeSpan)>/;

const COMPARED =
  /^\s*[)\]]*\s*(?:===?|!==?|<=?(?!<)|>=?|=~|\.equals(?:IgnoreCase)?\(|\.toLowerCase\(\)\s*\)*\s*[!=]==?|\.lower\(\)\s*(?:==|in\b)|\?\.|\sin\s|\sis\s)/;

/** `if (process.env.X)`, `X ? a : b`, `!X`, `X && …`. */
const isCondition = (line: string, after: string): boolean =>
  /(?:\bif\b|\belif\b|\bunless\b|\bwhile\b|\bBoolean\(|\bbool\(|&&|\|\||!!?|\bnot\b|\band\b|\bor\b)\s*\(*\s*!?\(?$/.test(line) &&
  /^\s*\)*\s*(?:\)|\{|:|&&|\|\||\?|then\b|;|,|\n|$)/.test(after)
    ? true
    : /^\s*\)*\s*(?:\?(?![.?])|&&)/.test(after);

const nextStatement = (after: string): string => after.split('\n').slice(0, 3).join('\n');

/** The value gets a name, and the next thing asked of the name is whether it is empty. */
function ofAssigned(line: string, after: string): ReadsEnv['use'] {
  const name = /(?:^|[\s({])\$?([A-Za-z_][\w.]*)\s*(?:,\s*\w+\s*)?(?::\s*[\w<>[\]| ]+)?(?::=|=)\s*[\w.(]*$/.exec(line)?.[1];
  if (name === undefined) return undefined;
  const same = name.replaceAll('.', '\\.');
  const test = new RegExp(
    `^[)\\s;]*(?:if|unless)?\\s*\\(?\\s*(?:!\\s*(?:ok|found|exists|\\$?${same})|not\\s+${same}|(?:len\\()?\\$?${same}\\)?\\s*(?:==|===|!=|!==|is|<)\\s*\\S+|(?:ok|found|exists|err)\\b[^{\\n]*|\\$?${same}\\s*\\{|${same}\\s+is\\b|!?\\s*[Ss]tring\\.IsNullOr\\w+\\(\\s*${same})([^]*)`,
  );
  const found = test.exec(after);
  if (!found || !/^[)\s;]*(?:if|unless|;?\s*(?:ok|found|exists|\w+\s*!=))/.test(after)) return undefined;
  return STOPS.test(found[1]!.split('\n').slice(0, 3).join('\n')) ? 'required' : 'tested';
}
