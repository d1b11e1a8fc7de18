import type { CodeFact } from '../../../../model/fact.ts';
import type { Context } from '../../reader.ts';
import type { Expression } from '../../syntax.ts';

const NONE: readonly CodeFact[] = [];

/** What people call the value that their settings are read into. */
const SETTINGS = /^(?:c|cfg|conf|config|configuration|settings|opts|options)$|(?:cfg|conf|config|configuration|settings)$/i;

/** `cfg.Kafka.Topic`, `s.config.DB.DataSource`: fields of a struct that a file of settings is read into. */
export function settingsField({ path, span }: Extract<Expression, { kind: 'name' }>, { language }: Context): readonly CodeFact[] {
  if (language !== 'Go' || path.length < 2) return NONE;
  const settings = path.findLastIndex((part, at) => at < path.length - 1 && SETTINGS.test(part));
  const fields = settings < 0 ? [] : path.slice(settings + 1);
  if (fields.length === 0 || !fields.every(field => /^[A-Z]\w*$/.test(field))) return NONE;
  return [{ kind: 'reads-setting', at: span, name: fields.join('.') }];
}
