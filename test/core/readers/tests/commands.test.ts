import { expect, test } from 'vitest';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { testCommands } from '../../../../src/core/readers/tests/commands.ts';
import { textsOf, type Written } from './texts.ts';

/** `folder> command  (file: what says so)`, for a service at services/pay. */
const commands = (written: Written, path = 'services/pay'): readonly string[] =>
  testCommands(textsOf(written), [{ name: 'pay', path: path as FilePath }]).map(
    ({ command, folder, at }) => `${folder}> ${command} (${at.file}: ${written[at.file]!.slice(...at.span)})`,
  );

test.each<readonly [string, Written, readonly string[]]>([
  [
    "npm runs the service's script",
    { 'services/pay/package.json': '{"scripts":{"test":"vitest run"}}' },
    ['services/pay> npm test (services/pay/package.json: "test":"vitest run")'],
  ],
  [
    'the lock file above tells the package manager',
    { 'pnpm-lock.yaml': '', 'services/pay/package.json': '{"scripts":{"test":"jest"}}' },
    ['services/pay> pnpm test (services/pay/package.json: "test":"jest")'],
  ],
  [
    'without `test` each part counts, but not what watches',
    { 'services/pay/package.json': '{"scripts":{"test:unit":"jest","test:watch":"jest --watch"}}' },
    ['services/pay> npm run test:unit (services/pay/package.json: "test:unit":"jest")'],
  ],
  [
    'what npm init writes is no test',
    { 'services/pay/package.json': '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}' },
    [],
  ],
  [
    'of a shared package only the tests of the service run',
    { 'package.json': '{"scripts":{"test":"jest"}}', 'services/pay/a.spec.ts': '' },
    ['> npm test -- services/pay (package.json: "test":"jest")'],
  ],
  [
    'a package above that is of other languages is not asked',
    { 'package.json': '{"scripts":{"test":"jest"}}', 'services/pay/main.go': '' },
    [],
  ],
  [
    "an Nx project has a target of the workspace's",
    {
      'nx.json': '{}',
      'package.json': '{"scripts":{"test:all":"nx run-many"}}',
      'services/pay/project.json': '{"name":"pay","targets":{"test":{}}}',
    },
    ['> npx nx test pay (services/pay/project.json: "test")'],
  ],
  [
    'of a package above only the whole test script counts',
    { 'package.json': '{"scripts":{"test:all":"x"}}', 'services/pay/a.spec.ts': '' },
    [],
  ],
  [
    'Go tests run in the folder of the service',
    { 'go.mod': 'module shop\n', 'services/pay/pay_test.go': 'package pay' },
    ['services/pay> go test ./... (go.mod: module shop)'],
  ],
  ['Go without tests has no command', { 'go.mod': 'module shop\n', 'services/pay/pay.go': '' }, []],
  [
    'a Maven module runs from the build that lists it, with what it needs',
    {
      'pom.xml': '<modules><module>services/pay</module></modules>',
      mvnw: '',
      'services/pay/pom.xml': '<artifactId>pay</artifactId>',
    },
    ['> ./mvnw --projects services/pay --also-make test (services/pay/pom.xml: <artifactId>)'],
  ],
  [
    'a Maven build of its own',
    { 'services/pay/pom.xml': '<artifactId>pay</artifactId>' },
    ['services/pay> mvn test (services/pay/pom.xml: <artifactId>)'],
  ],
  [
    'a Gradle project runs by its path from the settings above',
    { 'settings.gradle.kts': '', gradlew: '', 'services/pay/build.gradle': 'plugins {}' },
    ['> ./gradlew :services:pay:test (services/pay/build.gradle: plugins)'],
  ],
  [
    '.NET test projects that reference the service run, wherever they lie',
    {
      'services/pay/Pay.csproj': '<Project/>',
      'tests/Pay.Tests/Pay.Tests.csproj':
        '<PackageReference Include="Microsoft.NET.Test.Sdk"/><ProjectReference Include="..\\..\\services\\pay\\Pay.csproj"/>',
      'tests/Web.Tests/Web.Tests.csproj':
        '<PackageReference Include="Microsoft.NET.Test.Sdk"/><ProjectReference Include="..\\..\\services\\web\\Web.csproj"/>',
    },
    [
      '> dotnet test tests/Pay.Tests/Pay.Tests.csproj (tests/Pay.Tests/Pay.Tests.csproj: <ProjectReference Include="..\\..\\services\\pay\\Pay.csproj")',
    ],
  ],
  [
    'pytest where something asks for it',
    { 'services/pay/pyproject.toml': '[tool.pytest.ini_options]\n', 'services/pay/tests/test_pay.py': '', 'uv.lock': '' },
    ['services/pay> uv run pytest (services/pay/pyproject.toml: [tool.pytest.ini_options])'],
  ],
  [
    'Django has a runner of its own',
    { 'services/pay/manage.py': 'import django', 'services/pay/tests/test_pay.py': '' },
    ['services/pay> python manage.py test (services/pay/manage.py: )'],
  ],
  [
    'Python brings a runner along',
    { 'services/pay/test_pay.py': '' },
    ['services/pay> python -m unittest discover (services/pay/test_pay.py: )'],
  ],
  [
    'cargo, rspec, phpunit',
    {
      'services/pay/Cargo.toml': '[package]\n',
      'services/pay/Gemfile': 'gem "rspec"\n',
      'services/pay/spec/a_spec.rb': '',
      'services/pay/phpunit.xml': '<phpunit>',
    },
    [
      'services/pay> cargo test (services/pay/Cargo.toml: [package])',
      'services/pay> bundle exec rspec (services/pay/Gemfile: gem "rspec")',
      'services/pay> vendor/bin/phpunit (services/pay/phpunit.xml: <phpunit)',
    ],
  ],
  [
    'a Makefile counts where nothing else tells',
    { 'services/pay/Makefile': 'all:\n\techo\ntest: all\n\t./run\n' },
    ['services/pay> make test (services/pay/Makefile: test: all)'],
  ],
])('%s', (_rule, written, expected) => {
  expect(commands(written)).toEqual(expected);
});

test('a service at the root is its own folder', () => {
  expect(commands({ 'package.json': '{"scripts":{"test":"node --test"}}' }, '')).toEqual([
    '> npm test (package.json: "test":"node --test")',
  ]);
});

test('a name of the workspace is one word of a command, whatever it holds', () => {
  const written = { 'package.json': '{"scripts":{"test":"jest"}}', "a; it's/a.spec.ts": '' };
  expect(commands(written, "a; it's")).toEqual([`> npm test -- 'a; it'\\''s' (package.json: "test":"jest")`]);
});
