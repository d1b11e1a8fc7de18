import type { RisksCode } from '../../../../model/resilience-fact.ts';
import { textIn, type Block } from '../../outline/outline.ts';
import { callsOf, type Reading } from '../resilience/reading.ts';
import { isScript, runsOften } from './handlers.ts';
import { risk } from './risk.ts';

/** What somebody waits for, or counts on to have happened. */
const MATTERS =
  /\b(?:await\s+)?(?:[\w$]+[.:>-]+)*(?:save|insert\w*|update\w*|delete(?:One|Many|ById)|commit|publish\w*|produce|emit|send(?:Message|ToQueue|_message|_task)?|execute|query|exec(?:ute)?|charge|pay\w*|create(?:Order|Payment|Many)|post|put|patch|fetch|apply_async|delay|convertAndSend|postForObject|postForEntity|exchange|basicPublish|Exec|ExecContext|Do|Publish)\s*(?:<[^<>]*>)?\(/;
/** Tidying up, looking whether something is there, and trying another way may fail in silence. */
const TIDIES =
  /\b(?:close|disconnect|destroy|unlink\w*|rmSync|remove_?file|cleanup|clearInterval|end|quit|release|rollback|abort|kill|JSON\.parse|json\.loads|parse\w*|exists\w*|stat(?:Sync)?|track\w*|metrics?|log\w*|telemetry|ping|cache)\s*\(/i;

const MAY = /\bcatch\b[^{}]*\{\s*\}|\bexcept\b[^\n]*:\s*pass\b/;

/** A `catch` with nothing in it behind something that matters. */
export function swallowed(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  if (outline.language === 'Go') return thrownAway(reading);
  if (isScript(outline.source.path) || !MAY.test(outline.code)) return [];
  return outline.blocks.flatMap((block): readonly RisksCode[] => {
    if (block.kind !== 'catch' || !isEmpty(reading, block)) return [];
    const tried = outline.blocks.findLast(
      ({ kind, body }) => kind === 'try' && body[1] <= block.head[0] && outline.code.slice(body[1], block.head[0]).trim() === '',
    );
    if (!tried) return [];
    const text = textIn(outline, tried.body);
    const matters = MATTERS.exec(text);
    if (!matters || TIDIES.test(text) || !runsOften(outline, block.head[0])) return [];
    const start = tried.body[0] + matters.index;
    const at = block.head;
    return [
      risk(
        reading,
        'swallows-error',
        { at, name: matters[0].replace(/^await\s+|\s*(?:<[^<>]*>)?\($/g, '') },
        {
          because: { at: [start, start + matters[0].length], note: 'its failure is lost' },
        },
      ),
    ];
  });
}

/** `_ = publisher.Publish(…)`, `_, _ = db.Exec(…)`, `answer, _ := client.Do(…)`. */
const THROWN_AWAY =
  /(?<=[\n;{][ \t]*)(?<name>(?:_(?:[ \t]*,[ \t]*_)*[ \t]*=|\w+[ \t]*,[ \t]*_[ \t]*:?=)[ \t]*(?:\w+\.)*(?:(?:db|DB|tx|pool|conn|repo\w*|store)\.(?:Exec|ExecContext|Query|QueryContext|Insert\w*|Update\w*|Delete\w*|Create\w*|Save\w*)|Publish\w*|SendMessages?|Produce|WriteMessages|Commit|http\.(?:Get|Post|PostForm)|\w*[cC]lient\.Do))[ \t]*\(/g;

/** An error of Go that is given to nobody, where no comment says why. */
const thrownAway = (reading: Reading): readonly RisksCode[] =>
  callsOf(reading, THROWN_AWAY).flatMap(({ at, name, end }) => {
    const { outline } = reading;
    const line = outline.source.text.slice(end, outline.source.text.indexOf('\n', end));
    if (isScript(outline.source.path) || /\/\//.test(line) || !runsOften(outline, at[0])) return [];
    return [risk(reading, 'swallows-error', { at, name: name.replace(/^.*=\s*/, '') }, { needs: 'handler' })];
  });

/** Nothing at all: a comment says that somebody thought of it. Python can only say `pass`. */
function isEmpty({ outline: { source, language, code } }: Reading, { head, body }: Block): boolean {
  const written = source.text.slice(body[0], body[1]);
  if (language === 'Python') return written.trim() === 'pass' && isBroad(code.slice(head[0], head[1]));
  return /^\{\s*\}$/.test(written);
}

/** `except FileNotFoundError: pass` says which failure is expected. */
const isBroad = (head: string): boolean => /^except\s*(?:\(?\s*(?:Base)?Exception\b[^,]*)?$/.test(head.trim());
