import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** The pages of checks stand beside dist, in the repository as in the package. */
const FOLDER = join(import.meta.dirname, '..', 'docs', 'checks');

export const pageOfCheck = (check: string): string => pathToFileURL(join(FOLDER, `${check}.md`)).href;
