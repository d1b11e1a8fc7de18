import type { FilePath, Location } from '../../model/source.ts';
import type { Files, ManifestProblem } from '../files.ts';
import { isPartial, type ChartTemplate } from './chart/templates.ts';
import { FUNCTIONS } from './functions/functions.ts';
import { textFrom } from './functions/text.ts';
import { TemplateFailure } from './template/failure.ts';
import { TemplateSyntaxError } from './template/syntax-error.ts';
import { TemplateSet } from './template/template-set.ts';
import { fileText } from './template/template-text.ts';
import { TemplateError, type GoFunction, type GoString } from './value.ts';

interface RenderedTemplates {
  readonly rendered: readonly { readonly path: FilePath; readonly value: GoString }[];
  readonly problems: readonly ManifestProblem[];
}

/** Longer templates are data. */
const LONGEST = 2_000_000;

/** What each template renders to, by name. All of them know each other's helpers; one that fails is a problem, and the others count. */
export function renderedTemplates(templates: readonly ChartTemplate[], files: Files): RenderedTemplates {
  const set = new TemplateSet(new Map([...FUNCTIONS, ['lookup', lookup]]));
  const problems: ManifestProblem[] = [];
  const known = templates.filter(({ name, path }) => {
    const problem = added(set, name, { path, text: files.read(path) ?? '' });
    if (problem) problems.push(problem);
    return !problem;
  });
  const rendered = known
    .filter(({ name }) => !isPartial(name))
    .flatMap(template => {
      const outcome = renderedOne(set, template);
      if ('message' in outcome) problems.push(outcome);
      return 'message' in outcome || template.name.endsWith('NOTES.txt')
        ? []
        : { name: template.name, path: template.path, value: outcome };
    });
  return { rendered: rendered.toSorted((a, b) => (a.name < b.name ? -1 : 1)), problems };
}

/** There is no cluster to look into. */
const lookup: GoFunction = args => ({ kind: 'map', entries: new Map(), origins: args.flatMap(({ origins }) => origins) });

function added(
  set: TemplateSet,
  name: string,
  { path, text }: { readonly path: FilePath; readonly text: string },
): ManifestProblem | undefined {
  if (text.length > LONGEST)
    return { at: { file: path, span: [0, 0] }, message: `The template is longer than ${LONGEST} characters and was not rendered.` };
  try {
    set.add(name, fileText(path, text));
    return undefined;
  } catch (error) {
    const offset = error instanceof TemplateSyntaxError ? error.offset : 0;
    return problem({ file: path, span: [offset, Math.min(offset + 2, text.length)] }, error);
  }
}

function renderedOne(set: TemplateSet, { name, path, dot, basePath }: ChartTemplate): GoString | ManifestProblem {
  dot.entries.set('Template', {
    kind: 'map',
    entries: new Map([
      ['Name', textFrom(name)],
      ['BasePath', textFrom(basePath)],
    ]),
    origins: [],
  });
  try {
    return set.rendered(name, dot);
  } catch (error) {
    return problem(error instanceof TemplateFailure ? error.at : { file: path, span: [0, 0] }, error, name);
  }
}

function problem(at: Location, error: unknown, name?: string): ManifestProblem {
  if (!(error instanceof TemplateError) && !(error instanceof RangeError)) throw error;
  const why = error instanceof TemplateError ? error.message : 'it is nested too deeply, or calls itself without end';
  return { at, message: `${name ?? 'The template'} cannot be rendered: ${why.replace(/\.$/, '')}.` };
}
