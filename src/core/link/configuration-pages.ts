import type { FilePath } from '../model/source.ts';
import type { FactsView } from './facts-view.ts';
import { plain } from './names.ts';
import { baseName, folderOf, isTest } from '../model/paths.ts';
import type { Service } from './services.ts';

/** Files that a Spring configuration server hands out: each is named for the application that it configures, `application` for all. */
export class ConfigurationPages {
  private readonly pages: ReadonlySet<FilePath>;

  constructor(view: FactsView) {
    const spring = [
      ...new Set(
        view
          .all('sets-env')
          .filter(({ format, file }) => format === 'spring' && !isTest(file))
          .map(({ file }) => file),
      ),
    ];
    const folders = new Set(spring.filter(file => !/^(application|bootstrap)/.test(baseName(file))).map(folderOf));
    const settings = [
      ...new Set(
        view
          .all('sets-env')
          .filter(({ format, file }) => (format === 'spring' || format === 'properties' || format === 'yaml') && !isTest(file))
          .map(({ file }) => file),
      ),
    ];
    this.pages = new Set(settings.filter(file => folders.has(folderOf(file)) && !baseName(file).startsWith('bootstrap')));
  }

  has(file: FilePath): boolean {
    return this.pages.has(file);
  }

  /** The pages of a service: its own, and the common ones where it asks a configuration server. */
  of(service: Service, asksServer: boolean): FilePath[] {
    if (this.pages.size === 0) return [];
    const names = new Set([service.name, ...service.hosts, ...service.units.flatMap(({ names }) => names)].map(plain));
    return [...this.pages].filter(file => {
      const page = baseName(file).replace(/\.(ya?ml|properties)$/, '');
      if (/^application(-|$)/.test(page)) return asksServer;
      const parts = page.split('-');
      return parts.some((_, end) => names.has(plain(parts.slice(0, end + 1).join('-'))));
    });
  }
}
