import type { Extractor } from '../extractor.ts';
import { requests } from './clients.ts';
import { shellCommands } from './commands.ts';
import { expansions } from './expansions.ts';
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
  mayMatch: text => text.length < LARGEST && (SHAPE.test(text) || VARIABLE.test(text)),
  extract: ({ path, text }) => ({
    facts: SHAPE.test(text)
      ? [...shellCommands(text).flatMap(command => [...requests(command)]), ...variablesUsed(text), ...taken(path, text)]
      : taken(path, text),
    problems: [],
  }),
};

const SHAPE =
  /:\/\/|:\d{2,5}\b|\s--?h(?:ost)?[ =]|--bootstrap-server|\b(?:curl|wget)\b|\$\{?[A-Z][A-Z0-9_]*(?:HOST|URL|URI|ADDR|SERVER|ENDPOINT)/;
/** What a start script takes; Makefiles and Procfiles serve who works on the code. */
const taken = (path: string, text: string): ReturnType<typeof expansions> =>
  /\.(?:sh|bash)$|entrypoint$/.test(path) ? expansions(text) : [];

/** It takes something from outside. */
const VARIABLE = /\$\{?[A-Z][A-Z0-9_]{2}/;
const LARGEST = 500_000;
