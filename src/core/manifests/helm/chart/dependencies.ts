import type { ManifestProblem } from '../../files.ts';
import { FUNCTIONS } from '../functions/functions.ts';
import { textFrom } from '../functions/text.ts';
import { TemplateError, type GoMap, type GoValue } from '../value.ts';
import { calledIn, type Chart, type Import, type Requirement } from './chart.ts';
import { coalesced, copied, tables } from './coalesce.ts';

/** The chart with the subcharts that are switched on, under their aliases, and with the values that it imports from them. */
export const chosenChart = (chart: Chart, given: GoMap): Chart => importing(enabled(chart, given, ''));

/** `path` is how the values of the topmost chart call this one, with a dot behind. */
function enabled(chart: Chart, given: GoMap, path: string): Chart {
  if (chart.requirements.length === 0) return chart;
  const asked = new Set<Chart>();
  const named = chart.requirements.flatMap(requirement => {
    const found = chart.dependencies.find(dependency => answers(dependency, requirement));
    if (!found) return [];
    asked.add(found);
    return [{ ...found, name: calledIn(requirement) }];
  });
  const whole = { ...chart, dependencies: [...chart.dependencies.filter(dependency => !asked.has(dependency)), ...named] };
  const values = coalesced(whole, given, 'delete');
  const off = new Set(chart.requirements.filter(requirement => !isOn(requirement, values, path)).map(calledIn));
  return {
    ...whole,
    requirements: chart.requirements.filter(requirement => !off.has(calledIn(requirement))),
    dependencies: whole.dependencies.filter(({ name }) => !off.has(name)).map(child => enabled(child, values, `${path}${child.name}.`)),
  };
}

function answers({ name, version }: Chart, requirement: Requirement): boolean {
  if (name !== requirement.name) return false;
  // A dependency beside the chart moves with it; only what was fetched for a version can be of another one.
  if (requirement.repository?.startsWith('file://')) return true;
  try {
    const answer = FUNCTIONS.get('semverCompare')?.([textFrom(requirement.version), textFrom(version)]);
    return answer?.kind === 'bool' && answer.value;
  } catch (error) {
    if (error instanceof TemplateError) return false;
    throw error;
  }
}

/** The first condition that is true or false decides; else the tags do, and without any it is on. */
function isOn({ conditions, tags }: Requirement, values: GoMap, path: string): boolean {
  for (const condition of conditions) {
    const value = valueAt(values, path + condition);
    if (value?.kind === 'bool') return value.value;
  }
  const table = valueAt(values, 'tags');
  const said = tags.flatMap(tag => (table?.kind === 'map' ? (table.entries.get(tag) ?? []) : []));
  const answers = said.flatMap(value => (value.kind === 'bool' ? value.value : []));
  return answers.length === 0 || answers.includes(true);
}

function valueAt(values: GoMap, path: string): GoValue | undefined {
  let here: GoValue | undefined = values;
  for (const key of path.split('.')) here = here?.kind === 'map' ? here.entries.get(key) : undefined;
  return here;
}

/** What switched-on dependencies would add if they were there. */
export const missingIn = (chart: Chart): readonly ManifestProblem[] => [
  ...chart.requirements.flatMap(requirement => {
    const message = chart.missing.get(requirement);
    return message === undefined ? [] : { at: { file: chart.metadata.file, span: requirement.at }, message };
  }),
  ...chart.dependencies.flatMap(missingIn),
];

/** `import-values`: a table of a subchart's values becomes part of the chart's own defaults, from the deepest chart up. */
function importing(chart: Chart): Chart {
  const whole = { ...chart, dependencies: chart.dependencies.map(importing) };
  if (whole.requirements.length === 0) return whole;
  const values = coalesced(whole, { kind: 'map', entries: new Map(), keyOrigins: new Map(), origins: [] }, 'keep');
  const imported: GoMap = { kind: 'map', entries: new Map(), keyOrigins: new Map(), origins: [] };
  for (const requirement of whole.requirements)
    for (const { child, parent } of requirement.imports) {
      const table = valueAt(values, `${calledIn(requirement)}.${child}`);
      if (table?.kind === 'map') tables(imported, below(parent, copied(table)), 'keep');
    }
  return { ...whole, values: tables(values, imported, 'keep') };
}

function below(parent: Import['parent'], table: GoMap): GoMap {
  if (parent === '.') return table;
  return parent
    .split('.')
    .reduceRight<GoMap>((inner, key) => ({ kind: 'map', entries: new Map([[key, inner]]), keyOrigins: new Map(), origins: [] }), table);
}
