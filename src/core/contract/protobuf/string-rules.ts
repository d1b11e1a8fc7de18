import type { Found } from './field-rules.ts';
import type { Field } from './fields.ts';
import type { Finding } from './finding.ts';
import { optionOf } from './syntax.ts';

/** How generated code holds and checks texts. */
export function* stringFindings(before: Field, after: Field, found: Found): Generator<Finding> {
  const strings = before.kind === 'string' && after.kind === 'string';
  if (isText(before) && isText(after) && !(before.inEntry && after.inEntry)) yield* cppFindings(before, after, found);
  if (!strings) return;
  const [was, is] = [before.features.utf8_validation, after.features.utf8_validation];
  if (was !== is) yield found('FIELD_SAME_UTF8_VALIDATION', `changed its UTF-8 validation from ${was} to ${is}.`);
  const [wasJava, isJava] = [javaValidation(before), javaValidation(after)];
  if (wasJava !== isJava)
    yield found('FIELD_SAME_JAVA_UTF8_VALIDATION', `changed its UTF-8 validation in Java from ${wasJava} to ${isJava}.`);
}

const isText = ({ kind }: Field): boolean => kind === 'string' || kind === 'bytes';

function* cppFindings(before: Field, after: Field, found: Found): Generator<Finding> {
  const [was, is] = [cppType(before), cppType(after)];
  // What takes a piece of a string takes a string.
  if (was === is || (was === 'STRING_PIECE' && is === 'STRING')) return;
  yield found('FIELD_SAME_CPP_STRING_TYPE', `changed its C++ string type from ${was} to ${is}.`);
}

/** `ctype` until edition 2023, the feature from then on. */
function cppType({ syntax, features, file }: Field): string {
  const feature = features['(pb.cpp).string_type'];
  const { edition } = file.syntax;
  if (edition !== undefined && Number(edition) >= 2024) return feature;
  const written = optionOf(syntax.options, 'ctype')?.text;
  return written === 'CORD' || written === 'STRING_PIECE' || written === 'STRING' ? written : feature;
}

function javaValidation({ features, file: { syntax } }: Field): string {
  const checked = optionOf(syntax.options, 'java_string_check_utf8');
  if (syntax.syntax !== 'editions' || checked) return checked?.text === 'true' ? 'VERIFY' : features.utf8_validation;
  return features['(pb.java).utf8_validation'] === 'VERIFY' ? 'VERIFY' : features.utf8_validation;
}
