import { isDigit } from './characters.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';

/** Passes over everything from an opening bracket, or a template's beginning, to behind where it closes. */
export function skipBrackets(script: Script): void {
  toClosing(script);
  script.next();
}

function toClosing(script: Script): void {
  let depth = 0;
  let afterValue = false;
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
    if (isPattern(script, afterValue)) {
      script.pattern();
      afterValue = true;
    } else {
      afterValue = isValueEnd(script);
      script.pass();
    }
  }
}

/** A slash after a value divides. */
const isPattern = (script: Script, afterValue: boolean): boolean =>
  !afterValue && (script.kind === token.SLASH || (script.kind === token.ASSIGN_CHANGED && script.text.charCodeAt(script.start) === 0x2f));

function isValueEnd({ kind, text, start, end }: Script): boolean {
  switch (kind) {
    case token.WORD:
      return !/^(?:return|typeof|case|in|of|instanceof|await|yield|void|delete|new|throw|else|do)$/.test(text.slice(start, end));
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
      return isDigit(text.charCodeAt(start));
  }
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
