const TEST_FOLDER =
  /(^|\/)(tests?|__tests__|__mocks__|specs?|e2e|cypress|testdata|test-data|fixtures|mocks?|[^/]*[._-](tests?|specs?)|[^/]*(UnitTests|FunctionalTests|IntegrationTests|Tests)|androidTest|src\/(?:it|integration|\w+Test)|testing|benchmarks?|\.?storybook)\//;
const TEST_FILE =
  /(\.(test|spec|e2e|stories|mock)\.[a-z]+|_test\.(go|py|rb|exs)|(^|\/)(test_[^/]*|conftest|setupTests|(jest|vitest|playwright|cypress)\.(setup|config)[^/]*)\.[a-z]+|(Test|Tests|IT|Spec)\.(java|kt|cs|php|groovy))$/;

/** Go's tests are told by the names of their files; and what lies in `orders-api-spec` as YAML or a schema is a specification. */
function withoutSpecifications(path: string): string {
  if (path.endsWith('.go')) return path.replace(/(^|\/)specs?\//g, '$1');
  return /\.(ya?ml|json|proto|graphqls?)$/.test(path) ? path.replace(/(^|\/)[^/]*api[._-]specs?\//gi, '$1') : path;
}

const MOST_KNOWN = 100_000;
const known = new Map<string, boolean>();

/** Tests see the system from outside; what they call is no dependency of the code they test. Asked of the same paths over and over, so answers are kept. */
export function isTest(path: string): boolean {
  const answer = known.get(path);
  if (answer !== undefined) return answer;
  if (known.size >= MOST_KNOWN) known.clear();
  const test = TEST_FOLDER.test(withoutSpecifications(path)) || TEST_FILE.test(path);
  known.set(path, test);
  return test;
}
