import type { Source, Span } from '../../model/source.ts';
import type { Texts } from '../use.ts';
import { siteAt, type Site } from './entrances.ts';
import type { Naming } from './fields.ts';
import type { Key } from './key.ts';
import { distinct } from './key.ts';
import { programOf } from './program.ts';
import { readsAt } from './reads.ts';
import { setsAt } from './sets.ts';
import { unitOf } from './unit.ts';

export type { Key } from './key.ts';

/**
 * The keys of the message or JSON body at the place of a fact that publishes, subscribes, serves a route, sends a request, or uses a list.
 * What goes out `sets` them, what comes in `reads` them; a route reads its request and sets its answer, a request the other way round.
 * Pure and total, once the grammars of the texts' languages are loaded; `texts` must give the same text for a path for as long as it lives.
 */
export function payloadKeys(source: Source, at: Span, texts: Texts): { readonly keys: readonly Key[] } {
  const program = programOf(texts);
  const known = program.unit(source.path);
  const unit = known?.source.text === source.text ? known : unitOf(source);
  if (!unit) return { keys: [] };
  const site = siteAt(unit, at);
  const naming = namingOf(site);
  return { keys: distinct([...setsAt(site, program, naming), ...readsAt(site, program, naming)]) };
}

/** .NET writes names as they are declared, unless it serves or asks the web, or is told otherwise. */
function namingOf({ unit, calls, annotated }: Site): Naming {
  if (unit.language !== 'C#') return 'as written';
  const isWeb = annotated || /^(Map(Get|Post|Put|Delete|Patch)|\w+(As|From)Json(Async)?)$/.test(calls[0]?.call.path.at(-1) ?? '');
  return isWeb || /CamelCase|JsonSerializerDefaults\.Web|DaprClient/.test(unit.source.text) ? 'camel' : 'as written';
}
