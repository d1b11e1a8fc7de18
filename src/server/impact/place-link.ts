import type { PlaceDocument } from '../../core/impact/document.ts';
import type { FilePath } from '../../core/model/source.ts';
import { escaped } from '../features/hover-words.ts';

/** A line as a link of Markdown that the editor opens. */
export const linkTo = ({ file, line }: Pick<PlaceDocument, 'file' | 'line'>, uriOf: (file: FilePath) => string): string =>
  `[${escaped(`${file.slice(file.lastIndexOf('/') + 1)}:${line}`)}](${uriOf(file).replace(/[()]/g, encodeURIComponent)}#L${line})`;
