import { TemplateError } from '../value.ts';
import type { GoFunction } from '../value.ts';
import { COMPARISON } from './comparison.ts';
import { DATES } from './dates.ts';
import { DICTS } from './dicts.ts';
import { FLOW } from './flow.ts';
import { JSON_TEXT } from './json.ts';
import { LISTS } from './lists.ts';
import { NUMBERS } from './numbers.ts';
import { PRINTF } from './printf.ts';
import { STRINGS } from './strings.ts';
import { CASING } from './casing.ts';
import { ENCODING } from './encoding.ts';
import { PATHS } from './paths.ts';
import { REGEX } from './regex.ts';
import { SEMVER } from './semver.ts';
import { checkLength } from './text.ts';
import { TOML } from './toml.ts';
import { YAML_TEXT } from './yaml-text.ts';
import { YAML_VALUES } from './yaml-values.ts';

const THEMES: readonly Readonly<Record<string, GoFunction>>[] = [
  FLOW,
  COMPARISON,
  STRINGS,
  NUMBERS,
  LISTS,
  DICTS,
  PRINTF,
  JSON_TEXT,
  YAML_TEXT,
  YAML_VALUES,
  CASING,
  ENCODING,
  PATHS,
  REGEX,
  SEMVER,
  DATES,
  TOML,
];

/** What every function promises: its errors name it, its texts are not too long, and a value that holds itself is an error too. */
function guarded(name: string, body: GoFunction): GoFunction {
  return args => {
    try {
      const result = body(args);
      if (result.kind === 'string') checkLength(result.text.length);
      return result;
    } catch (error) {
      if (error instanceof TemplateError) throw new TemplateError(`error calling ${name}: ${error.message}`);
      if (error instanceof RangeError) throw new TemplateError(`error calling ${name}: the value is too deep, too large, or holds itself.`);
      throw error;
    }
  };
}

/** The functions that a template of Helm can call, but for those that need the chart: include, tpl and lookup. */
export const FUNCTIONS: ReadonlyMap<string, GoFunction> = new Map(
  THEMES.flatMap(theme => Object.entries(theme)).map(([name, body]) => [name, guarded(name, body)]),
);
