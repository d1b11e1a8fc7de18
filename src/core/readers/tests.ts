import { isUnder } from '../model/paths.ts';
import { isTest } from '../model/test-path.ts';
import type { ElementKind } from '../model/impact.ts';
import type { FilePath } from '../model/source.ts';
import { testCommands, type TestCommand } from './tests/commands.ts';
import { exercised } from './tests/element.ts';
import { importOf } from './tests/import.ts';
import { mentionOf } from './tests/mention.ts';
import type { Texts, Use } from './use.ts';

/** A service that a change reaches; without a path its code is not here. */
interface Affected {
  readonly name: string;
  readonly path?: FilePath;
}

/** Something that changed, as it is shown, and the file of code that it stands in where tests may import that. */
interface ChangedElement {
  readonly element: string;
  readonly file?: FilePath;
  /** Tells `url of orders`, a variable, from a key of what a topic carries. */
  readonly kind?: ElementKind;
}

/** A test that exercises an element. */
interface TestUse extends Use {
  readonly element: string;
  /** Whose test it is, once for each; absent: a test of the whole system. */
  readonly service?: string;
}

/** A service whose tests would not notice. */
interface TestGap {
  readonly service: string;
  /** Absent: it has no tests at all. */
  readonly element?: string;
  readonly message: string;
}

interface TestPlan {
  readonly commands: readonly TestCommand[];
  readonly uses: readonly TestUse[];
  readonly gaps: readonly TestGap[];
  /** How many files of tests were looked through. */
  readonly searched: number;
}

/** What to run after a change, which tests exercise what changed, and where none does. Pure and total. */
export function testPlan(texts: Texts, services: readonly Affected[], elements: readonly ChangedElement[]): TestPlan {
  const commands = testCommands(texts, services);
  const ownersOf = testOwners(services, commands);
  const tests = texts.paths.filter(isTestCode).map(path => ({ path, owners: ownersOf(path) }));
  const uses = tests.flatMap(({ path, owners }) => usesIn(path, texts.read(path), elements).flatMap(use => forEach(owners, use)));
  const countOf = (name: string): number => tests.filter(({ owners }) => owners.includes(name)).length;
  return {
    commands,
    uses,
    gaps: services.flatMap(service => gapsOf(service, { elements, uses, files: countOf(service.name) })),
    searched: tests.length,
  };
}

const CODE = /\.([cm]?[jt]sx?|py|go|java|kt|cs|rb|php|rs|scala|groovy|ex|exs|feature|robot|bats|http|hurl|sh)$/;
/** What tests use, and that tests nothing itself. */
const MATERIAL = /(^|\/)(fixtures?|testdata|test-data|__mocks__|mocks?|node_modules|vendor)\/|\.(mock|stories)\.[a-z]+$/;

const isTestCode = (path: FilePath): boolean => CODE.test(path) && isTest(path) && !MATERIAL.test(path);

/** No person writes a larger test. */
const LONGEST = 2_000_000;

function usesIn(path: FilePath, text: string | undefined, elements: readonly ChangedElement[]): readonly TestUse[] {
  if (text === undefined || text.length > LONGEST) return [];
  return elements.flatMap(({ element, kind, file }): TestUse[] => {
    const mention = mentionOf(text, exercised(element, kind));
    if (mention)
      return [{ at: { file: path, span: mention.span }, how: 'names', confidence: mention.confidence, why: mention.why, element }];
    const taken = file === undefined ? undefined : importOf({ path, text }, file);
    return taken
      ? [{ at: { file: path, span: taken }, how: 'imports', confidence: 'possible', why: `the test takes in ${file}`, element }]
      : [];
  });
}

const forEach = (owners: readonly string[], use: TestUse): readonly TestUse[] =>
  owners.length === 0 ? [use] : owners.map(service => ({ ...use, service }));

/** Whose tests a file is of: the services whose commands run its folder, else the one whose folder is the nearest above it. */
function testOwners(services: readonly Affected[], commands: readonly TestCommand[]): (path: FilePath) => readonly string[] {
  const deepestFirst = services.filter(({ path }) => path !== undefined).toSorted((a, b) => b.path!.length - a.path!.length);
  const beside = commands.filter(({ tests }) => tests !== undefined);
  return file => {
    const running = beside.filter(({ tests }) => isUnder(file, tests!)).map(({ service }) => service);
    return running.length > 0
      ? [...new Set(running)]
      : deepestFirst
          .filter(({ path }) => isUnder(file, path!))
          .slice(0, 1)
          .map(({ name }) => name);
  };
}

interface Found {
  readonly elements: readonly ChangedElement[];
  readonly uses: readonly TestUse[];
  /** How many files of tests the service has. */
  readonly files: number;
}

function gapsOf({ name, path }: Affected, { elements, uses, files }: Found): readonly TestGap[] {
  if (path === undefined) return [];
  if (files === 0) return [{ service: name, message: `${name} has no tests here.` }];
  const own = new Set(uses.filter(({ service }) => service === name).map(({ element }) => element));
  const read = files === 1 ? 'its one file of tests' : `any of its ${files} files of tests`;
  return elements
    .filter(({ element }) => !own.has(element))
    .map(({ element }) => ({ service: name, element, message: `No test in ${name} mentions ${element}: it was not found in ${read}.` }));
}
