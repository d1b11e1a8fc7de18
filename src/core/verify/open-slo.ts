import { parseAllDocuments } from 'yaml';
import type { Objective } from '../model/verify.ts';
import { fields, items, text } from './compose-document.ts';
import { isDuration } from './nearness.ts';

/** What somebody wrote: a bound, or where an OpenSLO document has one, `slo.yaml#checkout-availability`. */
export interface WrittenObjective extends Objective {
  readonly slo?: string | undefined;
}

/**
 * The objective with the bound of its service level objective: a target is the least success rate, a threshold value the most that a duration may be.
 * Pure; a sentence where there is none. https://github.com/OpenSLO/OpenSLO, v1: kind SLO, spec.objectives[].target, op and value.
 */
export function bounded({ slo, ...objective }: WrittenObjective, read: (path: string) => string | undefined): Objective | string {
  if (slo === undefined) return objective;
  const [path = '', name = ''] = slo.split('#');
  const written = read(path);
  if (written === undefined) return `There is no ${path} in the workspace, which ${slo} names.`;
  const found = objectivesNamed(written, name);
  if (found.length === 0) return `${path} has no SLO called "${name}".`;
  const bound = found.flatMap(each => boundOf(objective, each))[0];
  return bound
    ? { ...objective, ...bound, from: slo }
    : `The SLO "${name}" of ${path} has no ${isDuration(objective.measure) ? 'value' : 'target'} for ${objective.measure}.`;
}

function objectivesNamed(written: string, name: string): readonly Record<string, unknown>[] {
  const documents = [parseAllDocuments(written, { logLevel: 'silent' })].flat().filter(document => 'toJS' in document);
  return documents.flatMap(document => {
    if (document.errors.length > 0) return [];
    const { kind, metadata, spec } = fields(document.toJS({ maxAliasCount: 100 }));
    if (kind !== 'SLO' || text(fields(metadata)['name']) !== name) return [];
    return items(fields(spec)['objectives']).map(each => ({ ...fields(each) }));
  });
}

function boundOf(
  { measure }: Objective,
  { target, targetPercent, value }: Record<string, unknown>,
): Pick<Objective, 'atLeast' | 'atMost'>[] {
  if (measure === 'success-rate') {
    const share = typeof target === 'number' ? target : typeof targetPercent === 'number' ? targetPercent / 100 : undefined;
    return share === undefined ? [] : [{ atLeast: share }];
  }
  return isDuration(measure) && typeof value === 'number' ? [{ atMost: value }] : [];
}
