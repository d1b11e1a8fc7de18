/** A variable of the environment from which a script takes an address. */
export interface AddressVariable {
  readonly name: string;
  /** What it takes where the variable is not set. */
  readonly fallback?: string;
}

export interface ScriptAddresses {
  readonly variables: readonly AddressVariable[];
  /** Addresses that are written into it: `http://localhost:8080`. */
  readonly fixed: readonly string[];
}

/** `__ENV.NAME || '…'` of k6; `os.environ["NAME"]`, `os.environ.get("NAME", "…")` and `os.getenv("NAME", "…")` of Python. */
const READS = [
  /\b__ENV(?:\.(\w+)|\[\s*["'](\w+)["']\s*\])(?:\s*(?:\|\||\?\?)\s*["'`]([^"'`\n]*)["'`])?/g,
  /\bos\.(?:environ\s*\[\s*["'](\w+)["']\s*\]|(?:environ\.get|getenv)\(\s*["'](\w+)["'](?:\s*,\s*["']([^"'\n]*)["'])?)/g,
];
const ADDRESS = /\b(?:https?|wss?):\/\/[^\s"'`<>)]+/g;
const COMMENT = /(?<![:\w])\/\/[^\n]*|\/\*[^]*?\*\/|^\s*#[^\n]*/gm;
/** Where a script fetches its own libraries. */
const IMPORT = /\b(?:from|import|require\()\s*["'][^"'\n]+["']/g;

/** What a script calls, as far as its text tells. Pure and total. */
export function scriptAddresses(text: string): ScriptAddresses {
  const code = text.replace(COMMENT, '').replace(IMPORT, '');
  const variables = READS.flatMap(read =>
    [...code.matchAll(read)].map(([, name, other, fallback]) => ({
      name: (name ?? other)!,
      ...(fallback !== undefined && fallback !== '' && { fallback }),
    })),
  ).filter(isAddress);
  const left = READS.reduce((rest, read) => rest.replace(read, ''), code);
  return {
    variables: variables.filter(({ name }, at) => variables.findIndex(other => other.name === name) === at),
    fixed: [...new Set([...left.matchAll(ADDRESS)].map(([address]) => address))],
  };
}

const isAddress = ({ name, fallback = '' }: AddressVariable): boolean =>
  ADDRESS_NAME.test(name) || /^(https?:\/\/|[\w.-]+:\d{2,5}(\/|$))/.test(fallback);

const ADDRESS_NAME = /(^|_)(ur[li]|host|hostname|endpoint|target|addr|address|server|origin|base)$|(url|host)$/i;

/** What the variable is to say: an address in the form in which the script expects it. */
export function addressFor({ name, fallback = '' }: AddressVariable, host: string): string {
  const [, scheme, path = ''] = /^(\w+:\/\/)?[^/]*(\/.*)?$/.exec(fallback) ?? [];
  const isBare = fallback === '' ? /(host|hostname|addr|address)$/i.test(name) : scheme === undefined;
  return `${isBare ? '' : (scheme ?? 'http://').replace(/^https/, 'http').replace(/^wss/, 'ws')}${host}${path.replace(/\/$/, '')}`;
}
