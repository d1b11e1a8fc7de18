import type { PackageDependency, PackageFact } from '../../model/package-fact.ts';
import type { Extractor } from '../extractor.ts';
import { all, textAt, xml, type XmlElement } from '../xml/parse.ts';

/** pom.xml. The parent is a dependency too, since it hands on its own dependencies. */
export const maven: Extractor = {
  name: 'maven',
  include: ['**/pom.xml', '**/pom*.xml'],
  mayMatch: text => text.includes('<artifactId>'),
  extract: ({ text }) => ({ facts: all(xml(text), 'project').slice(0, 1).map(packageOf), problems: [] }),
};

function packageOf(project: XmlElement): PackageFact {
  const name = textAt(project, 'artifactId');
  const properties = new Map(
    all(project, 'properties').flatMap(element => element.children.map(child => [child.name, child.text] as const)),
  );
  const profiles = all(project, 'profiles', 'profile');
  const members = [project, ...profiles].flatMap(element => all(element, 'modules', 'module').map(module => module.text));
  const parent = parentOf(project);
  const declared = [project, ...profiles]
    .flatMap(element => all(element, 'dependencies', 'dependency'))
    .flatMap(element => dependencyOf(element, properties));
  const extend = parent?.path;
  const release = releaseOf(project);
  return {
    kind: 'package',
    at: all(project, 'artifactId')[0]?.at ?? project.at,
    ecosystem: 'maven',
    dependencies: parent ? [...declared, parent] : declared,
    ...(name !== undefined && { name }),
    ...(members.length > 0 && { members }),
    ...(runs(project) && { runs: true }),
    ...(extend !== undefined && { extends: extend }),
    ...(release && { needs: { runtime: 'java', version: `>=${release.text}`, at: release.at } }),
  };
}

const RELEASE = /^(java\.version|maven\.compiler\.(release|target))$/;

/** The release that classes are compiled for: no older runtime loads them. `1.8` is 8. */
function releaseOf(project: XmlElement): { readonly text: string; readonly at: XmlElement['at'] } | undefined {
  const [found] = all(project, 'properties').flatMap(({ children }) => children.filter(({ name }) => RELEASE.test(name)));
  const text = /^(?:1\.)?(\d{1,2})$/.exec(found?.text.trim() ?? '')?.[1];
  return found && text !== undefined ? { text, at: found.at } : undefined;
}

function dependencyOf(element: XmlElement, properties: ReadonlyMap<string, string>): readonly PackageDependency[] {
  const artifact = textAt(element, 'artifactId');
  if (artifact === undefined) return [];
  const filled = (text: string | undefined): string | undefined =>
    text?.replace(/\$\{([^}]+)\}/g, (whole, name: string) => properties.get(name) ?? whole);
  const group = filled(textAt(element, 'groupId'));
  const version = filled(textAt(element, 'version'));
  return [
    {
      name: group === undefined ? artifact : `${group}:${artifact}`,
      at: element.at,
      ...(version !== undefined && { version }),
      ...(textAt(element, 'scope') === 'test' && { development: true }),
    },
  ];
}

/** Maven looks for the parent one folder up unless told otherwise; an empty `<relativePath/>` sends it to the repository. */
function parentOf(project: XmlElement): PackageDependency | undefined {
  const parent = all(project, 'parent')[0];
  const artifact = parent && textAt(parent, 'artifactId');
  if (!parent || artifact === undefined) return undefined;
  const relative = all(parent, 'relativePath')[0];
  const path = relative ? relative.text : '../pom.xml';
  const group = textAt(parent, 'groupId');
  const version = textAt(parent, 'version');
  return {
    name: group === undefined ? artifact : `${group}:${artifact}`,
    at: parent.at,
    ...(version !== undefined && { version }),
    ...(path !== '' && { path }),
  };
}

const RUNS =
  /^(spring-boot-maven-plugin|quarkus-maven-plugin|micronaut-maven-plugin|jib-maven-plugin|dockerfile-maven-plugin|docker-maven-plugin|exec-maven-plugin|liberty-maven-plugin|tomcat7-maven-plugin|jetty-maven-plugin|helidon-maven-plugin|thorntail-maven-plugin|payara-micro-maven-plugin|wildfly-maven-plugin)$/;

function runs(project: XmlElement): boolean {
  if (textAt(project, 'packaging') === 'war') return true;
  if (textAt(project, 'packaging') === 'pom') return false;
  return all(project, 'build', 'plugins', 'plugin').some(plugin => RUNS.test(textAt(plugin, 'artifactId') ?? ''));
}
