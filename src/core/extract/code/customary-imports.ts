import type { Language } from './syntax.ts';

type Imports = ReadonlyMap<string, string>;

const NONE: Imports = new Map();

const SCRIPT: Imports = new Map([
  ['axios', 'axios'],
  ['axiosRetry', 'axios-retry'],
  ['got', 'got'],
  ['ky', 'ky'],
  ['superagent', 'superagent'],
  ['pRetry', 'p-retry'],
]);
const PYTHON: Imports = new Map([
  ['requests', 'requests'],
  ['httpx', 'httpx'],
  ['aiohttp', 'aiohttp'],
]);
const GO: Imports = new Map([
  ['http', 'net/http'],
  ['grpc', 'google.golang.org/grpc'],
  ['retryablehttp', 'github.com/hashicorp/go-retryablehttp'],
  ['sql', 'database/sql'],
  ['mongo', 'go.mongodb.org/mongo-driver/mongo'],
  ['options', 'go.mongodb.org/mongo-driver/mongo/options'],
]);

const BY_LANGUAGE: Readonly<Partial<Record<Language, Imports>>> = { JavaScript: SCRIPT, TypeScript: SCRIPT, Python: PYTHON, Go: GO };

/**
 * What a file that imports nothing takes its names from: a page's script has its libraries as globals, and an excerpt leaves its imports out.
 * `declared` are names that the file gives to something of its own.
 */
export function customaryImports(language: Language, declared: { has: (name: string) => boolean } = NONE): Imports {
  const usual = BY_LANGUAGE[language] ?? NONE;
  return new Map([...usual].filter(([name]) => !declared.has(name)));
}
