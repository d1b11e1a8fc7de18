import { isTest } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import type { Side } from './side.ts';

const SCHEMA = /\.(sql|ddl|prisma)$|(^|\/)migrat(e|ions?)\//i;

/** Its text may make tables: a file of SQL, a migration, code that a reader of collections saw declaring one. */
export const declaresTables = (file: FilePath, { world }: Side): boolean =>
  !isTest(file) && (SCHEMA.test(file) || world.view.of(file, 'uses-collection').some(({ access }) => access === 'declares'));
