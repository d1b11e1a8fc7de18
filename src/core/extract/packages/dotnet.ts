import type { PackageDependency, PackageFact } from '../../model/package-fact.ts';
import type { Extractor } from '../extractor.ts';
import { all, xml, type XmlElement } from '../xml/parse.ts';

/** Projects of .NET. The project's name is the file's unless it says another one. */
export const dotnet: Extractor = {
  name: 'dotnet',
  include: ['**/*.{csproj,fsproj,vbproj}'],
  extract: ({ path, text }) => ({
    facts: all(xml(text), 'Project')
      .slice(0, 1)
      .map(project => packageOf(project, path)),
    problems: [],
  }),
};

function packageOf(project: XmlElement, path: string): PackageFact {
  const property = (name: string): string | undefined => all(project, 'PropertyGroup', name)[0]?.text || undefined;
  const dependencies = [
    ...all(project, 'ItemGroup', 'PackageReference').flatMap(library),
    ...all(project, 'ItemGroup', 'ProjectReference').flatMap(reference),
  ];
  const own = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+proj$/, '');
  const sdk = project.attributes.get('Sdk') ?? all(project, 'Sdk')[0]?.attributes.get('Name') ?? '';
  const tests =
    sdk.startsWith('MSTest') ||
    property('IsTestProject')?.toLowerCase() === 'true' ||
    dependencies.some(({ name }) => TEST_LIBRARY.test(name));
  const runs =
    !tests &&
    (/^Microsoft\.NET\.Sdk\.(Web|Worker|BlazorWebAssembly)\b|^Aspire\.AppHost\.Sdk/.test(sdk) ||
      /^(win)?exe$/i.test(property('OutputType') ?? ''));
  const name = property('AssemblyName')?.replace('$(MSBuildProjectName)', own) ?? own;
  const at = [project.at[0], Math.min(project.at[1], project.at[0] + '<Project'.length)] as const;
  return { kind: 'package', at, ecosystem: 'nuget', name, dependencies, ...(runs && { runs }) };
}

const TEST_LIBRARY = /^(Microsoft\.NET\.Test\.Sdk|MSTest|xunit(\.v3)?|NUnit)$/;

function library(element: XmlElement): readonly PackageDependency[] {
  const name = element.attributes.get('Include') ?? element.attributes.get('Update');
  const version = element.attributes.get('Version') ?? all(element, 'Version')[0]?.text;
  return name === undefined ? [] : [{ name, at: element.at, ...(version ? { version } : {}) }];
}

function reference(element: XmlElement): readonly PackageDependency[] {
  const path = element.attributes.get('Include')?.replaceAll('\\', '/');
  return path === undefined ? [] : [{ name: path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+proj$/, ''), at: element.at, path }];
}

const PROJECT = /^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]+\.\w+proj)"/gm;

/** Solutions, in the old notation and in XML: their projects are the members. */
export const solution: Extractor = {
  name: 'solution',
  include: ['**/*.{sln,slnx,slnf}'],
  extract: ({ path, text }) => {
    const found = path.endsWith('.slnx')
      ? [...text.matchAll(/<Project\s[^>]*?Path="([^"]+)"/g)]
      : path.endsWith('.slnf')
        ? [...text.matchAll(/"([^"]+\.\w+proj)"/g)]
        : [...text.matchAll(PROJECT)];
    const members = found.map(match => match[1]!.replace(/\\+/g, '/'));
    const first = found[0];
    return {
      facts: first
        ? [{ kind: 'package', at: [first.index, first.index + first[0].length], ecosystem: 'nuget', dependencies: [], members }]
        : [],
      problems: [],
    };
  },
};
