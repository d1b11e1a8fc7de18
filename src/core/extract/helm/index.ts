import type { FileFacts } from '../../model/fact.ts';
import type { Source } from '../../model/source.ts';
import { env, type Value } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { objectFacts } from '../kubernetes/objects.ts';
import { objectsFile, yamlFile } from '../../yaml/parse.ts';
import { chart, values } from './chart.ts';
import { plainTemplate } from './plain-template.ts';

/** Charts, their values, and a plain reading of their templates: no template is run, so branches and loops are read once. */
export const helm: Extractor = {
  name: 'helm',
  include: ['**/Chart.{yaml,yml}', '**/values*.{yaml,yml}', '**/*values.{yaml,yml}', '**/templates/**/*.{yaml,yml,tpl}'],
  extract: source => {
    if (/(?:^|\/)templates\//.test(source.path)) return template(source);
    const file = yamlFile(source);
    return { facts: /(?:^|\/)Chart\.ya?ml$/.test(source.path) ? chart(file) : values(file), problems: file.problems };
  },
};

const OBJECT = /^[ \t-]*"?apiVersion"?[ \t]*:/m;
const KIND = /^[ \t-]*"?kind"?[ \t]*:/m;

const WHOLE = /^(?:\s|\{\{-?\s*\/\*[^]*?\*\/\s*-?\}\})*\{\{-?\s*if\s+(\.Values\.[\w.]+)\s*-?\}\}[^]*\{\{-?\s*end\s*-?\}\}\s*$/;

/** The value that a whole template depends on, where it is one plain value. */
function condition(text: string): Value | undefined {
  const name = WHOLE.exec(text)?.[1];
  return name === undefined || text.includes('else') ? undefined : env(name);
}

function template({ path, text }: Source): FileFacts {
  if (!text.includes('{{') || !OBJECT.test(text) || !KIND.test(text)) return { facts: [], problems: [] };
  const plain = plainTemplate(text);
  const { documents, problems } = objectsFile({ path, text: plain.text });
  const when = condition(text);
  const facts = documents
    .flatMap(({ root }) => objectFacts(root, plain.reading))
    .map(fact => (when && fact.kind === 'workload' ? { ...fact, when } : fact));
  const failed = problems[0];
  return {
    facts,
    problems:
      failed && facts.length === 0
        ? [{ at: failed.at, message: 'The template is not read: without running it, it is no plain YAML here.' }]
        : [],
  };
}
