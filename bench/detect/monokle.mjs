// Runs Monokle's validator on manifests and prints [{rule, file, line}]. bench/detect.mjs starts it.
//   node monokle.mjs PEERS FILE…
// Without its plugins that fetch schemas or policies from elsewhere.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [peers, ...files] = process.argv.slice(2);
const taken = createRequire(join(peers, 'package.json'));
const { parseAllDocuments } = taken('yaml');
const monokle = await import(pathToFileURL(join(peers, 'node_modules/@monokle/validation/lib/node.js')).href);

const PLUGINS = { 'yaml-syntax': true, 'pod-security-standards': true, 'resource-links': true, practices: true };

/** The objects of a file, each with the line before its first. */
function resourcesIn(file) {
  const text = readFileSync(file, 'utf8');
  return parseAllDocuments(text).flatMap((document, at) => {
    const content = document.toJS();
    if (!content?.kind || !content.apiVersion) return [];
    const [start, , end] = document.range;
    const { name = '', namespace } = content.metadata ?? {};
    const id = `${file}#${at}`;
    const range = { start, length: end - start };
    const { apiVersion, kind } = content;
    return {
      id,
      fileId: file,
      filePath: file,
      fileOffset: 0,
      name,
      namespace,
      apiVersion,
      kind,
      content,
      text: text.slice(start, end),
      range,
      above: text.slice(0, start).split('\n').length - 1,
    };
  });
}

const resources = files.flatMap(resourcesIn);
const above = new Map(resources.map(resource => [resource.id, resource]));
const validator = new monokle.MonokleValidator(
  {
    loader: new monokle.RemotePluginLoader(monokle.requireFromStringCustomPluginLoader),
    parser: new monokle.ResourceParser(),
    schemaLoader: new monokle.SchemaLoader(),
    suppressors: [],
    fixer: new monokle.DisabledFixer(),
  },
  {},
);
await validator.preload({ plugins: PLUGINS });
const { runs } = await validator.validate({ resources });
const told = runs[0].results.flatMap(({ ruleId, locations }) =>
  locations.flatMap(({ physicalLocation: { artifactLocation, region } }) => {
    const resource = above.get(artifactLocation.uri);
    return resource ? [{ rule: ruleId, file: resource.filePath, line: resource.above + region.startLine }] : [];
  }),
);
process.stdout.write(`${JSON.stringify(told)}\n`);
