import { folderOf, inFolder, relativeTo } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { asWord, lineOf, type Command, type Place } from './place.ts';

/** Maven or Gradle: the module's own tests, run from the build that it is a module of. */
export function jvmCommand(place: Place): readonly Command[] {
  return [...maven(place), ...gradle(place)].slice(0, 1);
}

function maven(place: Place): readonly Command[] {
  const { folder } = place;
  const manifest = inFolder(folder, 'pom.xml');
  const text = place.texts.read(manifest);
  if (text === undefined) return [];
  const top = foldersAbove(folder).findLast(above => isModule(place, above));
  const at = lineOf(manifest, text, /<artifactId>/);
  if (top === undefined) return [{ command: `${mavenIn(place, folder)} test`, folder, at }];
  return [{ command: `${mavenIn(place, top)} --projects ${asWord(relativeTo(top, folder))} --also-make test`, folder: top, at }];
}

/** A build above that lists the folder among its modules, straight or by way of the builds between. */
function isModule({ texts, folder }: Place, above: FilePath | ''): boolean {
  const modules = texts.read(inFolder(above, 'pom.xml'))?.matchAll(/<module>\s*([^<\s]+)\s*<\/module>/g) ?? [];
  const inside = relativeTo(above, folder);
  return [...modules].some(([, module]) => inside === module || inside.startsWith(`${module!.replace(/^\.\//, '')}/`));
}

function gradle(place: Place): readonly Command[] {
  const { texts, folder } = place;
  const manifest = ['build.gradle.kts', 'build.gradle'].map(name => inFolder(folder, name)).find(path => texts.read(path) !== undefined);
  if (manifest === undefined) return [];
  const top = [folder, ...foldersAbove(folder)].find(above =>
    ['settings.gradle.kts', 'settings.gradle'].some(name => texts.read(inFolder(above, name)) !== undefined),
  );
  const at = lineOf(manifest, texts.read(manifest)!, /\b(?:plugins|apply|dependencies)\b/);
  if (top === undefined || top === folder) return [{ command: `${gradleIn(place, folder)} test`, folder, at }];
  return [{ command: `${gradleIn(place, top)} ${asWord(`:${relativeTo(top, folder).replaceAll('/', ':')}:test`)}`, folder: top, at }];
}

const mavenIn = ({ texts }: Place, folder: FilePath | ''): string =>
  texts.read(inFolder(folder, 'mvnw')) === undefined ? 'mvn' : './mvnw';

const gradleIn = ({ texts }: Place, folder: FilePath | ''): string =>
  texts.read(inFolder(folder, 'gradlew')) === undefined ? 'gradle' : './gradlew';

/** From the nearest to the root. */
function foldersAbove(folder: FilePath | ''): readonly (FilePath | '')[] {
  if (folder === '') return [];
  const above = folderOf(folder) as FilePath | '';
  return [above, ...foldersAbove(above)];
}
