import type { Files, ManifestProblem } from '../../core/manifests/files.ts';
import { plainOf } from '../../core/manifests/tree.ts';
import { placeLines } from '../place-lines.ts';
import { objectsText, type TitledObject } from './objects-text.ts';

/** What a chart or an overlay makes, and what could not be made. */
interface MadeObjects {
  readonly objects: readonly TitledObject[];
  readonly problems: readonly ManifestProblem[];
}

/** `{"objects": […], "problems": [{"file", "line", "message"}]}` */
export function objectsJson({ objects, problems }: MadeObjects, files: Files): string {
  const lines = placeLines(files);
  const told = problems.map(({ at, message }) => ({ file: at.file, line: lines(at), message }));
  return `${JSON.stringify({ objects: objects.map(({ tree }) => plainOf(tree)), problems: told }, null, 1)}\n`;
}

/** Each object with the lines that its values are made of, then the problems. */
export function objectsReport({ objects, problems }: MadeObjects, files: Files): string {
  const lines = placeLines(files);
  return [objectsText(objects, files), ...problems.map(({ at, message }) => `${at.file}:${lines(at)}: ${message}\n`)].join('');
}
