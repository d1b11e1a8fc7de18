import type { Service } from '../link/services.ts';
import { isTest, isUnder } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import type { Side } from './side.ts';

/** What runs as a service, whichever version it was found in: the files that the index knows, and templates and pages beside them that only people and engines read. */
export function filesFor({ id }: Service, { world, texts }: Pick<Side, 'world' | 'texts'>): readonly FilePath[] {
  const service = world.services.find(other => other.id === id);
  if (!service) return [];
  const owned = world.ownership.filesOf(service).map(({ file }) => file);
  const folders = [
    ...new Set([...service.units.map(({ folder }) => folder), ...(service.folder === undefined ? [] : [service.folder])]),
  ].filter(folder => folder !== '');
  const beside = texts.paths.filter(path => PAGE.test(path) && !isTest(path) && folders.some(folder => isUnder(path, folder)));
  return [...new Set([...owned, ...beside])];
}

const PAGE =
  /\.(html?|gohtml|tmpl|tpl|hbs|handlebars|mustache|ejs|pug|jinja2?|j2|twig|erb|haml|cshtml|razor|vue|svelte|jsp|ftl|liquid|php)$/i;
