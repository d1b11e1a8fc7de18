import type { FilePath } from '../../model/source.ts';
import type { Place } from './place.ts';

/** What was found out of references: the same text may mean something else in another file. */
export class ByReference<Found> {
  private readonly files = new Map<FilePath, Map<string, Found>>();

  get(reference: string, { file }: Place): Found | undefined {
    return this.files.get(file)?.get(reference);
  }

  set(reference: string, { file }: Place, found: Found): void {
    const known = this.files.get(file);
    if (known) known.set(reference, found);
    else this.files.set(file, new Map([[reference, found]]));
  }
}
