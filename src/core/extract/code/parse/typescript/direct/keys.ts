import { expression } from './expressions.ts';
import type { Script } from './script.ts';
import { numberText, textValue } from './text.ts';
import * as token from './token.ts';

/** The name of a property, as its users spell it; a computed key keeps its own text: `Topics.CREATED`. */
export function propertyKey(script: Script): string {
  const { start, kind } = script;
  switch (kind) {
    case token.WORD: {
      const name = script.word;
      script.next();
      return name;
    }
    case token.PRIVATE: {
      const name = script.text.slice(start + 1, script.end);
      script.next();
      return name;
    }
    case token.TEXT: {
      const text = textValue(script);
      script.next();
      return text;
    }
    case token.NUMBER: {
      const text = numberText(script);
      script.next();
      return text;
    }
    case token.OPEN_SQUARE:
      return computedKey(script);
    default:
      return script.fail();
  }
}

function computedKey(script: Script): string {
  script.next();
  const { start } = script;
  if (script.kind === token.OPEN_ROUND) script.fail();
  // What is written inside counts for nobody.
  const key = expression(script, []);
  const end = script.before;
  script.expect(token.CLOSE_SQUARE);
  if (script.shape !== 'literal') return script.text.slice(start, end);
  if (key.kind === 'text' || key.kind === 'number') return key.text;
  return script.fail();
}
