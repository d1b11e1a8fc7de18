import { expect, test } from 'vitest';
import type { Extractor } from '../../../../src/core/extract/extractor.ts';
import { cargo } from '../../../../src/core/extract/packages/cargo.ts';
import { composer } from '../../../../src/core/extract/packages/composer.ts';
import { dotnet, solution } from '../../../../src/core/extract/packages/dotnet.ts';
import { go } from '../../../../src/core/extract/packages/go.ts';
import { gradle } from '../../../../src/core/extract/packages/gradle.ts';
import { maven } from '../../../../src/core/extract/packages/maven.ts';
import { monorepo } from '../../../../src/core/extract/packages/monorepo.ts';
import { npm } from '../../../../src/core/extract/packages/npm.ts';
import { pyproject, requirements, setup } from '../../../../src/core/extract/packages/python.ts';
import { ruby } from '../../../../src/core/extract/packages/ruby.ts';
import { tsconfig } from '../../../../src/core/extract/packages/tsconfig.ts';
import { facts } from '../configuration-facts.ts';

/** `name (runs) in folder: dependency@version=path~ …; members`, with ~ for development. */
const said = (extractor: Extractor, path: string, text: string) =>
  facts(extractor, path, text).map(fact => {
    if (fact.kind !== 'package') return fact.kind;
    const dependencies = fact.dependencies.map(
      ({ name, version, path, development }) =>
        `${name}${version === undefined ? '' : `@${version}`}${path === undefined ? '' : `=${path}`}${development ? '~' : ''}`,
    );
    const where = fact.folder === undefined ? '' : ` in ${fact.folder}`;
    return `${fact.name ?? '-'}${fact.runs ? ' runs' : ''}${where}: ${dependencies.join(' ')}${fact.members ? `; ${fact.members.join(' ')}` : ''}`.trim();
  });

test('package.json: dependencies, local ones with their folder, workspaces, scripts', () => {
  const text =
    '{"name":"@shop/a","workspaces":{"packages":["libs/*"]},"scripts":{"start":"node ."},"dependencies":{"@shop/b":"workspace:*","c":"file:../c"},"devDependencies":{"d":"1"}}';
  expect(said(npm, 'a/package.json', text)).toEqual(['@shop/a runs: @shop/b@workspace:* c@file:../c=../c d@1~; libs/*']);
});

test('a broken package.json gives what could be read, and a problem', () => {
  const { facts, problems } = npm.extract({ path: 'package.json' as never, text: '{"name":"a","dependencies":{"b":"1"' });
  expect(facts).toMatchObject([{ name: 'a', dependencies: [{ name: 'b' }] }]);
  expect(problems).toHaveLength(1);
});

const read = (text: string) => facts(tsconfig, 'tsconfig.json', text);

test('tsconfig: aliases are relative to the file, through baseUrl; references and a local base are kept', () => {
  expect(
    read(
      '{"extends":"../tsconfig.base.json","compilerOptions":{"baseUrl":"./src","paths":{"@/*":["./*"]}},"references":[{"path":"../lib"}]}',
    ),
  ).toMatchObject([{ extends: '../tsconfig.base.json', paths: { '@/*': ['src/*'], '*': ['src/*'] }, dependencies: [{ path: '../lib' }] }]);
  expect(read('{"extends":"@tsconfig/node20"}')).toEqual([]);
});

test('monorepos: members of pnpm and Lerna, projects of Rush and Nest', () => {
  expect(said(monorepo, 'pnpm-workspace.yaml', 'packages:\n  - "apps/*"\n  - libs/*\n')).toEqual(['-: ; apps/* libs/*']);
  expect(said(monorepo, 'lerna.json', '{"packages":["packages/*"]}')).toEqual(['-: ; packages/*']);
  expect(said(monorepo, 'rush.json', '{/* c */"projects":[{"packageName":"a","projectFolder":"apps/a"}]}')).toEqual(['a in apps/a:']);
  expect(
    said(
      monorepo,
      'nest-cli.json',
      '{"projects":{"api":{"type":"application","root":"apps/api"},"lib":{"type":"library","root":"libs/lib"}}}',
    ),
  ).toEqual(['api runs in apps/api:', 'lib in libs/lib:']);
});

test('go.mod: blocks and lines, and replacements by a folder', () => {
  expect(
    said(
      go,
      'go.mod',
      'module example.com/a // here\n\nrequire (\n\texample.com/b v1.0.0 // indirect\n)\nrequire example.com/c v2.0.0\nreplace example.com/b => ../b\nreplace example.com/c => example.com/d v1\n',
    ),
  ).toEqual(['example.com/a: example.com/b@v1.0.0=../b example.com/c@v2.0.0']);
  expect(said(go, 'go.work', 'go 1.22\nuse (\n\t./a\n\t./b\n)\n')).toEqual(['-: ; ./a ./b']);
});

const POM = `<project><parent><groupId>shop</groupId><artifactId>parent</artifactId></parent><artifactId>orders</artifactId>
<properties><v>2</v></properties><modules><module>api</module></modules>
<dependencies><!-- <dependency><artifactId>no</artifactId></dependency> -->
<dependency><groupId>g</groupId><artifactId>a</artifactId><version>\${v}</version></dependency>
<dependency><groupId>g</groupId><artifactId>t</artifactId><scope>test</scope></dependency></dependencies>
<build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>`;

test('pom.xml: properties are filled in, the parent is a dependency one folder up, the boot plugin runs', () => {
  expect(said(maven, 'orders/pom.xml', POM)).toEqual(['orders runs: g:a@2 g:t~ shop:parent=../pom.xml; api']);
  expect(
    facts(maven, 'pom.xml', '<project><parent><artifactId>p</artifactId><relativePath/></parent><artifactId>a</artifactId></project>'),
  ).toMatchObject([{ dependencies: [{ name: 'p' }] }]);
});

test('a pom.xml that breaks off gives what is there', () => {
  expect(said(maven, 'pom.xml', POM.slice(0, POM.indexOf('<groupId>g</groupId><artifactId>t')))).toEqual([
    'orders: g:a@2 shop:parent=../pom.xml; api',
  ]);
});

test('Gradle: both languages, projects by path, catalogue aliases with dashes', () => {
  const text =
    "plugins { id 'org.springframework.boot' version '3' }\ndependencies {\n  implementation 'g:a:1'\n  implementation(\"g:b\")\n  testImplementation group: 'g', name: 'c', version: '2'\n  api project(':shared:contracts')\n  implementation(libs.spring.web)\n  // implementation 'g:no:1'\n}\n";
  expect(said(gradle, 'build.gradle', text)).toEqual(['- runs: g:a@1 g:b g:c@2~ :shared:contracts spring-web']);
  expect(said(gradle, 'build.gradle', "plugins { id 'org.springframework.boot' version '3' apply false }\n")).toEqual(['-:']);
  expect(
    said(
      gradle,
      'settings.gradle',
      "rootProject.name = 'shop'\ninclude 'a', ':b:c'\ninclude(\"d\")\nproject(':d').projectDir = file('other/d')\n",
    ),
  ).toEqual(['shop: ; a b/c other/d']);
});

test('.NET: web projects and programs run, tests do not, references have slashes', () => {
  const web =
    '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="A" Version="1"/><ProjectReference Include="..\\B\\B.csproj"/></ItemGroup></Project>';
  expect(said(dotnet, 'src/Api/Api.csproj', web)).toEqual(['Api runs: A@1 B=../B/B.csproj']);
  expect(
    said(
      dotnet,
      'T.csproj',
      '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><PackageReference Include="xunit"/></ItemGroup></Project>',
    ),
  ).toEqual(['T: xunit']);
  expect(
    said(dotnet, 'P.csproj', '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>'),
  ).toEqual(['P runs:']);
  expect(said(solution, 'S.sln', 'Project("{X}") = "A", "src\\A\\A.csproj", "{Y}"\nEndProject\n')).toEqual(['-: ; src/A/A.csproj']);
  expect(said(solution, 'S.slnx', '<Solution><Project Path="src/A/A.csproj" /></Solution>')).toEqual(['-: ; src/A/A.csproj']);
});

test('Python: PEP 621, Poetry, uv, requirements, setup.py', () => {
  expect(
    said(
      pyproject,
      'pyproject.toml',
      '[project]\nname = "a"\ndependencies = [\n  "flask[async]>=2",\n  "b",\n]\n[project.scripts]\na = "a:main"\n[tool.uv.sources]\nb = { path = "../b" }\n[dependency-groups]\ndev = ["pytest"]\n',
    ),
  ).toEqual(['a runs: flask@>=2 b=../b pytest~']);
  expect(
    said(
      pyproject,
      'pyproject.toml',
      '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npython = "3"\nc = {path = "../c"}\n[tool.poetry.group.dev.dependencies]\nd = "1"\n',
    ),
  ).toEqual(['a: c=../c d@1~']);
  expect(said(requirements, 'requirements.txt', '# x\nflask==2 # y\n-e ../lib\n--hash=sha256:1\n')).toEqual(['-: flask@==2 ../lib=../lib']);
  expect(said(setup, 'setup.py', "setup(name='a', install_requires=['b>=1'])")).toEqual(['a: b@>=1']);
});

test('Cargo: members, path dependencies, renamed packages, binaries', () => {
  expect(
    said(
      cargo,
      'Cargo.toml',
      '[package]\nname = "a"\n[[bin]]\nname = "a"\n[dependencies]\nb = { path = "../b" }\nc = "1"\nd.package = "real"\n[dev-dependencies]\ne = "1"\n[workspace]\nmembers = ["x", "y"]\n',
    ),
  ).toEqual(['a runs: b=../b c@1 real e@1~; x y']);
});

test('Gemfile: groups of development, local gems', () => {
  expect(said(ruby, 'Gemfile', "gem 'a', '~> 1'\ngem 'b', path: '../b'\ngroup :test do\n  gem 'c'\nend\ngem 'd'\n")).toEqual([
    '-: a@~> 1 b=../b c~ d',
  ]);
});

test('composer.json: requirements and path repositories', () => {
  expect(
    said(
      composer,
      'composer.json',
      '{"name":"s/a","type":"project","require":{"b/c":"^1"},"require-dev":{"d/e":"1"},"repositories":[{"type":"path","url":"../lib"}]}',
    ),
  ).toEqual(['s/a runs: b/c@^1 d/e@1~; ../lib']);
});
