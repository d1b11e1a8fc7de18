import { baseName, folderOf } from './paths.ts';
import type { FilePath } from './source.ts';

/** What a values file calls its environment: `prod` of `values-prod.yaml` or of `prod/values.yaml`. */
export const overlayName = (file: FilePath): string =>
  baseName(file)
    .replace(/\.ya?ml$/, '')
    .replace(/^values[.-]?|[.-]?values$/g, '') || baseName(folderOf(file));
