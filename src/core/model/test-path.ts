const TEST_FOLDER =
  /(^|\/)(tests?|__tests__|__mocks__|specs?|e2e|cypress|testdata|test-data|fixtures|mocks?|[^/]*[._-](tests?|specs?)|[^/]*(UnitTests|FunctionalTests|IntegrationTests|Tests)|androidTest|testing|benchmarks?)\//;
const TEST_FILE =
  /(\.(test|spec|e2e|stories|mock)\.[a-z]+|_test\.(go|py|rb|exs)|(^|\/)(test_[^/]*|conftest|setupTests)\.[a-z]+|(Test|Tests|IT|Spec)\.(java|kt|cs|php|groovy))$/;

/** Tests see the system from outside; what they call is no dependency of the code they test. */
export const isTest = (path: string): boolean => TEST_FOLDER.test(path) || TEST_FILE.test(path);
