import type { Option, ProtoFile } from './syntax.ts';

/** What editions made of the differences between proto2 and proto3, for every element; those that some rule asks for. */
export interface Features {
  readonly field_presence: string;
  readonly enum_type: string;
  readonly utf8_validation: string;
  readonly message_encoding: string;
  readonly json_format: string;
  readonly '(pb.cpp).string_type': string;
  readonly '(pb.java).utf8_validation': string;
}

const EDITION_2023: Features = {
  field_presence: 'EXPLICIT',
  enum_type: 'OPEN',
  utf8_validation: 'VERIFY',
  message_encoding: 'LENGTH_PREFIXED',
  json_format: 'ALLOW',
  '(pb.cpp).string_type': 'STRING',
  '(pb.java).utf8_validation': 'DEFAULT',
};

const EDITION_2024: Features = { ...EDITION_2023, '(pb.cpp).string_type': 'VIEW' };

const PROTO3: Features = { ...EDITION_2023, field_presence: 'IMPLICIT' };

const PROTO2: Features = { ...EDITION_2023, enum_type: 'CLOSED', utf8_validation: 'NONE', json_format: 'LEGACY_BEST_EFFORT' };

export const fileFeatures = (file: ProtoFile): Features => featuresWithin(defaultFeatures(file), file.options);

function defaultFeatures({ syntax, edition }: ProtoFile): Features {
  if (syntax !== 'editions') return syntax === 'proto2' ? PROTO2 : PROTO3;
  return Number(edition) >= 2024 ? EDITION_2024 : EDITION_2023;
}

/** What the surroundings say, where the element's own options say nothing else. */
export function featuresWithin(around: Features, options: readonly Option[]): Features {
  let own: Record<string, string> | undefined;
  for (const { name, text } of options) {
    if (!name.startsWith('features.')) continue;
    const feature = name.slice('features.'.length);
    if (Object.hasOwn(around, feature)) (own ??= {})[feature] = text;
  }
  return own ? { ...around, ...own } : around;
}
