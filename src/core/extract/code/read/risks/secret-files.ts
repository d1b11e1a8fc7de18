import type { RisksCode } from '../../../../model/resilience-fact.ts';
import { callsOf, type Reading } from '../resilience/reading.ts';
import { risk } from './risk.ts';

const READS = /(?<![\w$.])(?<name>(?:fs\.)?readFileSync|open|os\.ReadFile|ioutil\.ReadFile|(?:new\s+)?Files\.readString)\s*\(/g;
/** A secret of one line by its place or by the variable that names the file; what has several lines keeps its last. */
const SECRET = /\/run\/secrets\/|_FILE\b/;
const WHOLE = /cert|\.pem|\.crt|\.key|\bca\b|json|ya?ml|private|tls|ssl|config|['"][wab]b?\+?['"]/i;
/** It is cut, split or parsed, here or as soon as it has a name. */
const CUTS = /^\s*\)*\s*(?:\.(?:toString|decode)\([^()]*\))?\s*\)*\.\s*(?:trim\w*|r?strip|split\w*|replace\w*|match)\b/;
const CUTS_LATER = /TrimSpace|TrimRight|TrimSuffix|\.trim|\.r?strip\(|splitlines|\.split\(|json\.load|JSON\.parse|Unmarshal|safe_load/;

/** A secret that is read from a file with the newline that editors and `echo` put at its end. */
export function secretFiles(reading: Reading): readonly RisksCode[] {
  const { code, source, language } = reading.outline;
  return callsOf(reading, READS).flatMap(called => {
    if (!SECRET.test(called.given) || WHOLE.test(called.given)) return [];
    const end = language === 'Python' ? readEnd(code, called.end) : called.end;
    if (end === undefined || (language.endsWith('Script') && !isText(called.given, source.text.slice(end, end + 30)))) return [];
    const after = source.text.slice(end, end + 240);
    const line = source.text.slice(source.text.lastIndexOf('\n', called.at[0]) + 1, called.at[0]);
    return CUTS.test(after) || CUTS_LATER.test(line) || CUTS_LATER.test(after) ? [] : [risk(reading, 'keeps-newline', called)];
  });
}

/** Behind the `.read()` of `open(path).read()`. */
function readEnd(code: string, end: number): number | undefined {
  const read = /^\s*\.read(?:_text)?\(\s*\)/.exec(code.slice(end, end + 40));
  return read ? end + read[0].length : undefined;
}

/** Bytes are no password. */
const isText = (given: string, after: string): boolean => /utf-?8|ascii|latin1/i.test(given) || /^\s*\.toString\(/.test(after);
