import type { Extractor } from '../extractor.ts';
import { requests } from './clients.ts';
import { shellCommands } from './commands.ts';
import { variablesUsed } from './variables.ts';

/** Scripts: requests that their commands send. Whose they are, the linker decides by the folder and by what runs them. */
export const shell: Extractor = {
  name: 'shell',
  include: [
    '**/*.{sh,bash}',
    '**/{Makefile,makefile,GNUmakefile,Procfile}',
    '**/*.mk',
    '**/Procfile.*',
    '**/{entrypoint,docker-entrypoint}',
  ],
  mayMatch: text => SHAPE.test(text) && text.length < LARGEST,
  extract: ({ text }) => ({
    facts: [...shellCommands(text).flatMap(command => [...requests(command)]), ...variablesUsed(text)],
    problems: [],
  }),
};

const SHAPE =
  /:\/\/|:\d{2,5}\b|\s--?h(?:ost)?[ =]|--bootstrap-server|\b(?:curl|wget)\b|\$\{?[A-Z][A-Z0-9_]*(?:HOST|URL|URI|ADDR|SERVER|ENDPOINT)/;
const LARGEST = 500_000;
