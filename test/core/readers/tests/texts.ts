import type { FilePath } from '../../../../src/core/model/source.ts';
import type { Texts } from '../../../../src/core/readers/use.ts';

export type Written = Readonly<Record<string, string>>;

export const textsOf = (written: Written): Texts => ({
  paths: Object.keys(written) as FilePath[],
  read: path => (Object.hasOwn(written, path) ? written[path] : undefined),
});
