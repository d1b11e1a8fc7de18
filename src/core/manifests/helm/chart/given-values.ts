import type { FilePath } from '../../../model/source.ts';
import type { Files, ManifestProblem } from '../../files.ts';
import type { Origins } from '../../tree.ts';
import { valuesOf } from '../values-file.ts';
import { TemplateError, type GoMap } from '../value.ts';
import { copied } from './coalesce.ts';
import { setValues, type SetLine } from './set-values.ts';

interface Given {
  readonly chart: FilePath | '';
  readonly values?: readonly FilePath[];
  readonly set?: readonly Setting[];
  readonly setString?: readonly Setting[];
}

/** `a.b=c`, with the place where some file says so. */
export type Setting = string | { readonly line: string; readonly origins: Origins };

interface GivenValues {
  readonly values: GoMap;
  readonly problems: readonly ManifestProblem[];
}

/** What the user says beside the chart's own values: files in order, then single values. */
export function givenValues(files: Files, { chart, values = [], set = [], setString = [] }: Given): GivenValues {
  const problems: ManifestProblem[] = [];
  let merged: GoMap = { kind: 'map', entries: new Map(), keyOrigins: new Map(), origins: [] };
  for (const path of values) {
    const text = files.read(path);
    if (text === undefined) {
      problems.push({ at: { file: path, span: [0, 0] }, message: 'There is no such values file; correct the path.' });
      continue;
    }
    const found = valuesOf(path, text);
    problems.push(...found.problems);
    merged = laidOver(merged, found.values);
  }
  merged = copied(merged);
  const chartFile = (chart === '' ? 'Chart.yaml' : `${chart}/Chart.yaml`) as FilePath;
  for (const line of [...set.map(setting => setLine(setting, false)), ...setString.map(setting => setLine(setting, true))])
    problems.push(...setInto(merged, line, chartFile));
  return { values: merged, problems };
}

const setLine = (setting: Setting, asText: boolean): SetLine =>
  typeof setting === 'string' ? { line: setting, asText, origins: [] } : { ...setting, asText };

function setInto(values: GoMap, set: SetLine, chartFile: FilePath): readonly ManifestProblem[] {
  try {
    setValues(set, values);
    return [];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const at = set.origins[0] ?? { file: chartFile, span: [0, 0] };
    return [{ at, message: `"${set.line}" cannot be set: ${error.message}.` }];
  }
}

/** Mappings are merged; anything else, null too, takes the place of what was there. */
function laidOver(under: GoMap, over: GoMap): GoMap {
  const entries = new Map(under.entries);
  for (const [key, value] of over.entries) {
    const known = entries.get(key);
    entries.set(key, value.kind === 'map' && known?.kind === 'map' ? laidOver(known, value) : value);
  }
  return { ...over, entries, keyOrigins: new Map([...(under.keyOrigins ?? []), ...(over.keyOrigins ?? [])]) };
}
