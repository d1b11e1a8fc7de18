import { type FileElement, placeOf } from './elements.ts';
import type { Finding } from './finding.ts';
import type { Rule } from './rules.ts';
import { optionOf, type ProtoFile } from './syntax.ts';
import type { Span } from '../../model/source.ts';

/** Options of a file that generated code shows, and what holds without them. */
const OPTIONS: readonly (readonly [option: string, rule: Rule, otherwise: string])[] = [
  ['cc_enable_arenas', 'FILE_SAME_CC_ENABLE_ARENAS', 'true'],
  ['cc_generic_services', 'FILE_SAME_CC_GENERIC_SERVICES', 'false'],
  ['csharp_namespace', 'FILE_SAME_CSHARP_NAMESPACE', ''],
  ['go_package', 'FILE_SAME_GO_PACKAGE', ''],
  ['java_generic_services', 'FILE_SAME_JAVA_GENERIC_SERVICES', 'false'],
  ['java_multiple_files', 'FILE_SAME_JAVA_MULTIPLE_FILES', 'false'],
  ['java_outer_classname', 'FILE_SAME_JAVA_OUTER_CLASSNAME', ''],
  ['java_package', 'FILE_SAME_JAVA_PACKAGE', ''],
  ['objc_class_prefix', 'FILE_SAME_OBJC_CLASS_PREFIX', ''],
  ['optimize_for', 'FILE_SAME_OPTIMIZE_FOR', 'SPEED'],
  ['php_class_prefix', 'FILE_SAME_PHP_CLASS_PREFIX', ''],
  ['php_metadata_namespace', 'FILE_SAME_PHP_METADATA_NAMESPACE', ''],
  ['php_namespace', 'FILE_SAME_PHP_NAMESPACE', ''],
  ['py_generic_services', 'FILE_SAME_PY_GENERIC_SERVICES', 'false'],
  ['ruby_package', 'FILE_SAME_RUBY_PACKAGE', ''],
  ['swift_prefix', 'FILE_SAME_SWIFT_PREFIX', ''],
];

/** What is wrong with two versions of a file, apart from what it declares. */
export function* fileFindings(before: FileElement, after: FileElement): Generator<Finding> {
  for (const property of PROPERTIES) {
    const finding = changed(property, before, after);
    if (finding) yield finding;
  }
}

interface Property {
  readonly rule: Rule;
  readonly what: string;
  readonly read: (file: ProtoFile) => { readonly text: string; readonly at: Span };
}

const TOP: Span = [0, 0];

const PROPERTIES: readonly Property[] = [
  { rule: 'FILE_SAME_PACKAGE', what: 'package', read: ({ package: text, packageAt: at }) => ({ text, at }) },
  { rule: 'FILE_SAME_SYNTAX', what: 'syntax', read: ({ syntax: text, syntaxAt: at }) => ({ text, at }) },
  ...OPTIONS.map(([name, rule, otherwise]): Property => ({
    rule,
    what: name,
    read: ({ options }) => optionOf(options, name) ?? { text: otherwise, at: TOP },
  })),
];

function changed({ rule, what, read }: Property, before: FileElement, after: FileElement): Finding | undefined {
  const [was, is] = [read(before.syntax), read(after.syntax)];
  if (was.text === is.text) return undefined;
  const [wasAt, isAt] = [placeOf({ file: before }, was.at), placeOf({ file: after }, is.at)];
  const message = `${before.syntax.path} changed its ${what} from ${was.text || 'none'} to ${is.text || 'none'}.`;
  return { rule, element: before.syntax.path, ...(wasAt && { before: wasAt }), ...(isAt && { after: isAt }), message };
}
