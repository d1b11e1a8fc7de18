import type { FilePath } from '../../model/source.ts';
import type { Files, ManifestProblem } from '../files.ts';
import { capabilities, type Cluster } from './chart/capabilities.ts';
import { coalesced } from './chart/coalesce.ts';
import { chosenChart, missingIn } from './chart/dependencies.ts';
import { givenValues, type Setting } from './chart/given-values.ts';
import { loadedChart } from './chart/load.ts';
import { chartTemplates } from './chart/templates.ts';
import { objectsOf, type RenderedObject } from './objects.ts';
import { renderedPlaces } from './rendered-places.ts';
import { renderedTemplates } from './rendered-templates.ts';
import { TemplateError } from './value.ts';

/** What `helm template` is asked: a chart, and what its values are to be. */
export interface ChartRequest {
  readonly chart: FilePath | '';
  /** Values files, a later one wins. */
  readonly values?: readonly FilePath[];
  /** `a.b=c` as `--set` has it, and as `--set-string`. */
  readonly set?: readonly Setting[];
  readonly setString?: readonly Setting[];
  readonly name?: string;
  readonly namespace?: string;
  readonly cluster?: Cluster;
}

export interface RenderedChart {
  readonly objects: readonly RenderedObject[];
  readonly problems: readonly ManifestProblem[];
  /** Every file that had a part in it: a change of any other changes nothing, but for new files in the chart's folders. */
  readonly read: readonly FilePath[];
}

/** What a chart makes, as `helm template` renders it. Pure and total: what cannot be rendered is a problem, and the rest counts. */
export function renderChart(files: Files, request: ChartRequest): RenderedChart {
  const read = new Set<FilePath>();
  const recorded: Files = {
    under: files.under,
    read: path => {
      const text = files.read(path);
      if (text !== undefined) read.add(path);
      return text;
    },
  };
  const { objects, problems } = rendered(recorded, request);
  return { objects, problems, read: [...read].toSorted() };
}

function rendered(files: Files, request: ChartRequest): Omit<RenderedChart, 'read'> {
  const loaded = loadedChart(files, request.chart);
  if (!loaded.chart) return { objects: [], problems: loaded.problems };
  const given = givenValues(files, request);
  const problems = [...loaded.problems, ...given.problems];
  try {
    const chart = chosenChart(loaded.chart, given.values);
    const release = { name: request.name ?? 'release-name', namespace: request.namespace ?? 'default' };
    const values = coalesced(chart, given.values, 'delete');
    const templates = chartTemplates({ chart, values, files, release, capabilities: capabilities(request.cluster ?? {}) });
    const texts = renderedTemplates(templates, files);
    const parts = texts.rendered.map(({ path, value }) =>
      objectsOf({ template: path, text: value.text, places: renderedPlaces(value, files.read) }),
    );
    return {
      objects: parts.flatMap(({ objects }) => objects),
      problems: [...problems, ...missingIn(chart), ...texts.problems, ...parts.flatMap(part => part.problems)],
    };
  } catch (error) {
    if (!(error instanceof TemplateError) && !(error instanceof RangeError)) throw error;
    const message = error instanceof TemplateError ? error.message : 'its values are nested too deeply';
    return {
      objects: [],
      problems: [
        ...problems,
        { at: { file: loaded.chart.metadata.file, span: [0, 0] }, message: `The chart cannot be rendered: ${message}.` },
      ],
    };
  }
}
