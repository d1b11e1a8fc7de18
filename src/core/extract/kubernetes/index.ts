import type { FileFacts } from '../../model/fact.ts';
import type { Source } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { objectsFile } from '../../yaml/parse.ts';
import { objectFacts } from './objects.ts';
import { PLAIN } from './reading.ts';

const OBJECT = /^(?:\uFEFF)?[ \t{-]*"?apiVersion"?[ \t]*:/m;
const KIND = /^[ \t{-]*"?kind"?[ \t]*:/m;

/** Manifests of Kubernetes and of what extends it, in YAML or JSON. Templates of Helm charts are read by the helm extractor. */
export const kubernetes: Extractor = {
  name: 'kubernetes',
  include: ['**/*.{yml,yaml}', '**/*.json'],
  keys: ['apiVersion'],
  mayMatch: text => OBJECT.test(text) && KIND.test(text),
  extract,
};

function extract(source: Source): FileFacts {
  if (source.text.includes('{{') && TEMPLATE.test(source.path)) return { facts: [], problems: [] };
  const { documents, problems } = objectsFile(source);
  return { facts: documents.flatMap(({ root }) => objectFacts(root, PLAIN)), problems };
}

const TEMPLATE = /(?:^|\/)templates\//;
