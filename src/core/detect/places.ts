import type { Evidence } from '../model/finding.ts';
import { placesOf, type FilePath, type Location, type Span, type Traceable } from '../model/source.ts';

export const evidence = (at: Location, note: string): Evidence => ({ at, note });

/** A fact, or a part of one, as evidence. */
export const factEvidence = ({ file, at }: { readonly file: FilePath; readonly at: Span }, note: string): Evidence => ({
  at: { file, span: at },
  note,
});

/** A part of a manifest of `file`: its most telling place. */
export const partEvidence = (part: Traceable, file: FilePath, note: string): Evidence => ({ at: placesOf(part, file)[0]!, note });
