import type { Call, Expression, Language } from './syntax.ts';

export interface EnvironmentRead {
  readonly name: string;
  readonly fallback?: Expression;
  /** False: only the shape of the call says so, not a known library. */
  readonly certain: boolean;
}

/** The variable or configuration key that an expression reads, in any of the ways its language has. */
export function environmentRead(expression: Expression, language: Language): EnvironmentRead | undefined {
  switch (expression.kind) {
    case 'name':
      return readByName(expression.path, language);
    case 'index':
      return readByIndex(expression, language);
    case 'call':
      return readByCall(expression);
    default:
      return undefined;
  }
}

/** `process.env.X`, `import.meta.env.X`, `Bun.env.X`, `Deno.env.X`, `env.X` where env is an imported, validated environment. */
function readByName(path: readonly string[], language: Language): EnvironmentRead | undefined {
  if (language !== 'TypeScript' && language !== 'JavaScript') return undefined;
  const at = path.indexOf('env');
  const name = path[at + 1];
  if (at < 0 || name === undefined || path.length > at + 2) return undefined;
  if (!VARIABLE.test(name)) return undefined;
  return { name, certain: true };
}

/** How variables are spelled: at least three characters, upper case. */
export const VARIABLE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

const INDEXED =
  /(^|\.)(process\.env|os\.environ|environ|ENV|_ENV|_SERVER|Environment|configuration|Configuration|_configuration|config|Config|_config|app\.config|builder\.Configuration|env|Bun\.env|settings)$/;

/** `os.environ['X']`, `ENV['X']`, `$_ENV['X']`, `process.env['X']`, `Configuration["Services:Orders"]`. */
function readByIndex(index: Extract<Expression, { kind: 'index' }>, language: Language): EnvironmentRead | undefined {
  if (index.key.kind !== 'text') return undefined;
  const section = language === 'C#' ? sectionOf(index.object) : '';
  if (section !== '') return { name: section + index.key.text, certain: true };
  if (index.object.kind !== 'name') return undefined;
  const object = index.object.path.join('.');
  if (!INDEXED.test(object)) return undefined;
  const environment = /(env|environ|ENV|_SERVER)$/.test(object);
  if (!environment && language !== 'C#' && !VARIABLE.test(index.key.text)) return undefined;
  return { name: index.key.text, certain: environment || language === 'C#' };
}

/** Functions that read the environment or a configuration by name in their first argument, with a fallback in the second where there is one. */
const CERTAIN =
  /(^|\.)(getenv|Getenv|LookupEnv|System\.getenv|System\.getProperty|os\.environ\.get|environ\.get|ENV\.fetch|Environment\.GetEnvironmentVariable|env::var|std::env::var|env\.var|std\.env\.var|dotenv::var|dotenvy::var|env::var_os|std\.env\.var_os|Deno\.env\.get|configService\.get|configService\.getOrThrow|ConfigService\.get|configService\.getString|config_service\.get|viper\.GetString|viper\.Get|viper\.GetInt|viper\.GetDuration|decouple\.config|environ\.Env|env\.str|env\.url|env\.int|GetConnectionString|environment\.getProperty|env\.getProperty|getRequiredProperty|option_env|GetRequiredSection|GetRequiredValue|GetSection|GetServiceUri|ConfigurationManager\.AppSettings)$/;

/** Wrappers that people write themselves: `getEnv("X", "fallback")`, `mustMapEnv(&target, "X")`, `config.get('X')`. */
const LIKELY = /(env|config|conf|setting|option|property|secret|cfg|param|flag)/i;

function readByCall(call: Call): EnvironmentRead | undefined {
  const [first, second] = call.arguments;
  if (first?.kind === 'name') return readByConstant(call, first, second);
  if (first?.kind !== 'text' && second?.kind !== 'text') return undefined;
  const dotnet = dotnetRead(call);
  if (dotnet) return dotnet;
  if (first?.kind === 'text' && CERTAIN.test(call.path.join('.'))) return read(first.text, second, true);
  const at = isVariable(first) ? 0 : isVariable(second) ? 1 : -1;
  const named = call.arguments[at];
  if (named?.kind !== 'text' || !isLikely(call)) return undefined;
  return read(named.text, call.arguments[at + 1], false);
}

/** `os.Getenv(GRPC_PORT)`: a constant that is spelled as variables are holds its own name. */
function readByConstant(
  call: Call,
  { path }: Extract<Expression, { kind: 'name' }>,
  second: Expression | undefined,
): EnvironmentRead | undefined {
  const name = path.at(-1) ?? '';
  if (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(name) && CERTAIN.test(call.path.join('.'))) return read(name, second, false);
  return second?.kind === 'text' && isVariable(second) && isLikely(call) ? read(second.text, call.arguments[2], false) : undefined;
}

const isVariable = (expression: Expression | undefined): boolean =>
  expression?.kind === 'text' && expression.text.length > 2 && VARIABLE.test(expression.text);

const isLikely = (call: Call): boolean => LIKELY.test(call.path.slice(-2).join('.'));

function read(name: string, fallback: Expression | undefined, certain: boolean): EnvironmentRead {
  return fallback === undefined || fallback.kind === 'function' || fallback.kind === 'object'
    ? { name, certain }
    : { name, fallback, certain };
}

/** .NET configuration: connection strings and feature flags stand in sections of their own, and a section's keys below its name. */
function dotnetRead(call: Call): EnvironmentRead | undefined {
  const [first, second] = call.arguments;
  if (first?.kind !== 'text') return undefined;
  const last = call.path.at(-1);
  if (last === 'GetConnectionString') return read(`ConnectionStrings:${first.text}`, undefined, true);
  if (/^IsEnabled(Async)?$/.test(last ?? '') && /feature/i.test(call.path.at(-2) ?? ''))
    return read(`FeatureManagement:${first.text}`, undefined, true);
  // `GetValue("Retries", 3)` has the type of its default.
  if (last !== 'GetValue' || (call.types.length !== 1 && second === undefined)) return undefined;
  return read(`${sectionOf(call.on)}${first.text}`, second, true);
}

/** `GetSection("Services")` as the beginning of a key: `Services:`. */
function sectionOf(on: Expression | undefined): string {
  if (on?.kind !== 'call' || !/^Get(Required)?Section$/.test(on.path.at(-1) ?? '')) return '';
  const [name] = on.arguments;
  return name?.kind === 'text' ? `${sectionOf(on.on)}${name.text}:` : '';
}
