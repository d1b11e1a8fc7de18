import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { FilePath, Span } from '../model/source.ts';

export const SCENARIO_PATH = '.faultline/verify.yaml' as FilePath;

/** A scenario as far as its text tells, whatever else is wrong with the file. */
export interface WrittenScenario {
  readonly name: string;
  readonly at: Span;
  /** Kind of its fault. */
  readonly fault?: string;
}

/** Pure and total. */
export function writtenScenarios(text: string): readonly WrittenScenario[] {
  const scenarios = parseDocument(text, { logLevel: 'silent' }).get('scenarios', true);
  if (!isSeq(scenarios)) return [];
  return scenarios.items.flatMap(item => {
    if (!isMap(item) || !item.range) return [];
    const name = item.get('name');
    const fault = item.get('fault', true);
    const kind = isMap(fault) ? fault.get('kind') : isScalar(fault) ? fault.value : undefined;
    if (typeof name !== 'string' || name === '') return [];
    return [{ name, at: [item.range[0], item.range[1]] as const, ...(typeof kind === 'string' && { fault: kind }) }];
  });
}

/** Names of journeys, as far as they are written. */
export function writtenJourneys(text: string): readonly string[] {
  const journeys = parseDocument(text, { logLevel: 'silent' }).get('journeys', true);
  const items = isSeq(journeys) ? journeys.items : [];
  return items.flatMap(item => (isMap(item) ? item.get('name') : undefined)).filter(name => typeof name === 'string');
}
