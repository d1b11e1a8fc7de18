import { isDigit, lineEnd, NAME_PART } from './characters.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';

/** Passes over everything from an opening bracket, or a template's beginning, to behind where it closes. */
export function skipBrackets(script: Script): void {
  toClosing(script);
  script.next();
}

function toClosing(script: Script): void {
  let depth = 0;
  let kind: number = token.END;
  let start = 0;
  let end = 0;
  for (;;) {
    switch (script.kind) {
      case token.OPEN_ROUND:
      case token.OPEN_SQUARE:
      case token.OPEN_CURLY:
        depth++;
        break;
      case token.CLOSE_ROUND:
      case token.CLOSE_SQUARE:
      case token.CLOSE_CURLY:
        depth--;
        break;
      case token.TEMPLATE:
        skipTemplate(script);
        break;
      case token.END:
        script.fail();
    }
    if (depth === 0) return;
    const isPattern = isSlash(script) && !isValueEnd(kind, script.text.slice(start, end));
    ({ kind, start, end } = script);
    if (isPattern) {
      script.pattern();
      kind = token.TEXT;
    } else script.pass();
  }
}

const isSlash = ({ kind, text, start }: Script): boolean =>
  kind === token.SLASH || (kind === token.ASSIGN_CHANGED && text.charCodeAt(start) === 0x2f);

/** A slash after a value divides. */
function isValueEnd(kind: number, text: string): boolean {
  switch (kind) {
    case token.WORD:
      return !/^(?:return|typeof|case|in|of|instanceof|await|yield|void|delete|new|throw|else|do)$/.test(text);
    case token.TEXT:
    case token.NUMBER:
    case token.BIG_NUMBER:
    case token.TEMPLATE:
    case token.CLOSE_ROUND:
    case token.CLOSE_SQUARE:
    case token.CLOSE_CURLY:
    case token.STEP:
      return true;
    default:
      return isDigit(text.charCodeAt(0));
  }
}

/** Passes over the brackets of a type. In types a slash only begins a comment, so letters are enough and no token is made: declarations are long. */
export function skipTypeBrackets(script: Script): void {
  const { text } = script;
  let depth = 0;
  for (let at = script.start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (NAME_PART[code] === 1 || code === 0x20) continue;
    if (code === 0x28 || code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x29 || code === 0x5d || code === 0x7d) {
      if (--depth === 0) return script.passTo(at + 1);
    } else if (code === 0x22 || code === 0x27) at = quoteEnd(script, at);
    else if (code === 0x60) at = templateEnd(script, at);
    else if (code === 0x2f) at = commentEnd(text, at);
  }
  script.fail();
}

function quoteEnd(script: Script, start: number): number {
  const { text } = script;
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === 0x0a || code === 0x0d) break;
    if (code === 0x5c) at++;
  }
  return script.fail();
}

function templateEnd(script: Script, start: number): number {
  script.end = start + 1;
  skipTemplate(script);
  return script.end - 1;
}

/** The last letter of the comment that may begin here. */
function commentEnd(text: string, start: number): number {
  const second = text.charCodeAt(start + 1);
  if (second === 0x2f) return lineEnd(text, start) - 1;
  if (second !== 0x2a) return start;
  const end = text.indexOf('*/', start + 2);
  return end < 0 ? text.length : end + 1;
}

/** From the first backtick to the last, so that what stands next is what follows the template. */
function skipTemplate(script: Script): void {
  const { text } = script;
  for (let at = script.end; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x60) {
      script.kind = token.TEMPLATE;
      script.end = at + 1;
      return;
    } else if (code === 0x24 && text.charCodeAt(at + 1) === 0x7b) {
      script.end = at + 1;
      script.next();
      toClosing(script);
      at = script.end - 1;
    }
  }
  script.fail();
}
