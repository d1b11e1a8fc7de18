import { spellings } from '../link/spellings.ts';

/** Read by shells, runtimes, frameworks and platforms themselves, whatever the code says. */
const PLATFORM =
  /^(PATH|HOME|USER|USERNAME|SHELL|PWD|OLDPWD|HOSTNAME|HOST|PORT|TZ|TERM|LANG|LANGUAGE|LC_\w+|TMP|TEMP|TMPDIR|UID|GID|PUID|PGID|EDITOR|DISPLAY|LD_\w+|CI|DEBUG|VERBOSE|NODE_\w+|NPM_\w+|NEXT_RUNTIME|NEXT_PHASE|NEXT_TELEMETRY_DISABLED|YARN_\w+|BUN_\w+|DENO_\w+|BABEL_ENV|VITEST|JEST_WORKER_ID|PYTHON\w+|PIP_\w+|VIRTUAL_ENV|POETRY_\w+|UV_\w+|DJANGO_SETTINGS_MODULE|FLASK_\w+|WERKZEUG_\w+|GUNICORN_\w+|WEB_CONCURRENCY|UVICORN_\w+|WORKERS|JAVA_\w+|JDK_\w+|JVM_\w+|_JAVA_OPTIONS|CATALINA_\w+|MAVEN_\w+|GRADLE_\w+|SPRING_\w+|SERVER_PORT|MANAGEMENT_\w+|LOGGING_\w+|EUREKA_\w+|MICRONAUT_\w+|QUARKUS_\w+|ASPNETCORE_\w+|DOTNET_\w+|COMPlus_\w+|GO\w*|CGO_\w+|GIN_MODE|RUST_\w+|CARGO_\w+|RAILS_\w+|RACK_\w+|BUNDLE_\w+|GEM_\w+|RUBY\w*|PHP_\w+|APP_ENV|COMPOSER_\w+|SYMFONY_\w+|OTEL_\w+|DD_\w+|NEW_RELIC_\w+|ELASTIC_APM_\w+|SENTRY_\w+|JAEGER_\w+|AWS_\w+|GOOGLE_\w+|GCP_\w+|GCLOUD_\w+|AZURE_\w+|KUBERNETES_\w+|K8S_\w+|POD_\w+|NODE_NAME|NAMESPACE|DAPR_\w+|VERCEL\w*|NETLIFY\w*|HEROKU_\w+|RENDER\w*|FLY_\w+|RAILWAY_\w+|GITHUB_(ACTIONS|RUN_\w+|SHA|REF\w*|REPOSITORY\w*|WORKSPACE|EVENT_\w+|ACTOR|WORKFLOW|TOKEN)|GITLAB_CI|CI_\w+|TRAVIS\w*|JENKINS_\w+|BUILD_\w+|DOCKER_\w+|COMPOSE_\w+|SOURCE_DATE_EPOCH|COREPACK_\w+|TURBO_\w+|NX_\w+|HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|PROMETHEUS_MULTIPROC_DIR|npm_\w+|windir|SystemRoot|APPDATA|LOCALAPPDATA|PROGRAMFILES|COLUMNS|LINES|FORCE_COLOR|NO_COLOR|XDG_\w+)$/;

export const isPlatformName = (name: string): boolean => PLATFORM.test(name);

/** A variable, and no key of a configuration file: `DB_HOST`. */
export const isVariable = (name: string): boolean => /^[A-Z][A-Z0-9_]{1,80}$/.test(name);

/** Only for those who develop or test. */
export const isDevelopmentName = (name: string): boolean =>
  /(^|_)(DEBUG|DEV|DEVELOPMENT|LOCAL|MOCK|MOCKS|TEST|TESTS|TESTING|HMR|HOT|WATCH\w*|STORYBOOK|E2E|DEVTOOLS|LOGGER|FAST_REFRESH|GENERATE_SOURCEMAP|BROWSER|POLLING|CHOKIDAR\w*|WDS\w*|ANALYZE)(_|$)/.test(
    name,
  );

/** What it holds is nobody's business. */
export const isSecretName = (name: string): boolean =>
  /(^|_|-|\.|:)(pass(word|wd|phrase)?|pwd|secret|token|api_?key|private_?key|access_?key|secret_?key|encryption_?key|signing_?key|credentials?|jwt_?(secret|key))(_|-|$)/i.test(
    name,
  ) &&
  !/_(file|path|url|uri|host|name|ttl|expir\w*|expiration|enabled|length|type|issuer|audience|header|algorithm|in|minutes|seconds|days|ms|id|prefix|policy|field|min|max|limit|rate|count|size|version|format|mode|source|rounds|retries)$/i.test(
    name,
  );

/** Names under which the environment may hold what code reads: the frameworks' spellings of a key. */
export const heldUnder = (read: string): readonly string[] => spellings(read);
