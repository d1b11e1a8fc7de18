import type { FilePath } from '../../model/source.ts';
import { parseProto } from './parse.ts';
import type { ProtoFile } from './syntax.ts';

/** A file that every protobuf compiler brings along, by the names that it declares; undefined for every other path. */
export function builtInFile(path: string): ProtoFile | undefined {
  const file = FILES.get(path);
  return file && parseProto({ path: path as FilePath, text: protoText(file) });
}

/** `declares` names messages with what they hold, and enums with their first value: `Struct { FieldsEntry } NullValue=0`. */
interface BuiltIn {
  readonly syntax: 'proto2' | 'proto3';
  readonly package: string;
  readonly imports?: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly declares: string;
  readonly extends?: string;
}

function protoText({ syntax, package: name, imports, options, declares, extends: extension }: BuiltIn): string {
  const head = `syntax="${syntax}";package ${name};${(imports ?? []).map(path => `import "google/protobuf/${path}.proto";`).join('')}`;
  const set = Object.entries(options).map(([option, value]) => `option ${option}=${value === 'true' ? value : JSON.stringify(value)};`);
  return `${head}${set.join('')}${extension ?? ''}${declares.replace(DECLARATION, declaration)}`;
}

const DECLARATION = /(\w+)(?:=(\d)|(\s*\{))?/g;

const declaration = (_: string, name: string, first: string | undefined, brace: string | undefined): string =>
  first === undefined ? `message ${name}${brace ?? '{}'}` : `enum ${name}{${name.toUpperCase()}_FIRST=${first};}`;

/** The well-known types, whose options follow from the name of their file. */
function wellKnown(file: string, declares: string, imports: readonly string[] = []): readonly [string, BuiltIn] {
  const outer = file.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const options = {
    java_package: 'com.google.protobuf',
    java_outer_classname: `${outer}Proto`,
    java_multiple_files: 'true',
    go_package: `google.golang.org/protobuf/types/known/${file.replace('_', '')}pb`,
    objc_class_prefix: 'GPB',
    csharp_namespace: 'Google.Protobuf.WellKnownTypes',
  };
  return [file, { syntax: 'proto3', package: 'google.protobuf', imports, options, declares }];
}

/** Features of one language, which extend `FeatureSet` from a package of their own. */
function features(
  language: string,
  { number, options, holds }: { number: number; options: BuiltIn['options']; holds: string },
): readonly [string, BuiltIn] {
  const message = `${language[0]!.toUpperCase()}${language.slice(1)}Features`;
  const extension = `extend google.protobuf.FeatureSet{optional ${message} ${language}=${number};}`;
  return [
    `${language}_features`,
    { syntax: 'proto2', package: 'pb', imports: ['descriptor'], options, declares: `${message} { ${holds} }`, extends: extension },
  ];
}

const DESCRIPTOR: BuiltIn = {
  syntax: 'proto2',
  package: 'google.protobuf',
  options: {
    java_package: 'com.google.protobuf',
    java_outer_classname: 'DescriptorProtos',
    go_package: 'google.golang.org/protobuf/types/descriptorpb',
    objc_class_prefix: 'GPB',
    csharp_namespace: 'Google.Protobuf.Reflection',
  },
  declares: `FileDescriptorSet FileDescriptorProto DescriptorProto { ExtensionRange ReservedRange }
    ExtensionRangeOptions { Declaration VerificationState=0 } FieldDescriptorProto { Type=1 Label=1 } OneofDescriptorProto
    EnumDescriptorProto { EnumReservedRange } EnumValueDescriptorProto ServiceDescriptorProto MethodDescriptorProto
    FileOptions { OptimizeMode=1 } MessageOptions FieldOptions { EditionDefault FeatureSupport CType=0 JSType=0 OptionRetention=0 OptionTargetType=0 }
    OneofOptions EnumOptions EnumValueOptions ServiceOptions MethodOptions { IdempotencyLevel=0 } UninterpretedOption { NamePart }
    FeatureSet { VisibilityFeature { DefaultSymbolVisibility=0 } ProtoLimitsFeature { EnforceProtoLimits=0 } FieldPresence=0 EnumType=0
      RepeatedFieldEncoding=0 Utf8Validation=0 MessageEncoding=0 JsonFormat=0 EnforceNamingStyle=0 }
    FeatureSetDefaults { FeatureSetEditionDefault } SourceCodeInfo { Location } GeneratedCodeInfo { Annotation { Semantic=0 } }
    Edition=0 SymbolVisibility=0`,
};

const PLUGIN: BuiltIn = {
  syntax: 'proto2',
  package: 'google.protobuf.compiler',
  imports: ['descriptor'],
  options: {
    java_package: 'com.google.protobuf.compiler',
    java_outer_classname: 'PluginProtos',
    go_package: 'google.golang.org/protobuf/types/pluginpb',
    csharp_namespace: 'Google.Protobuf.Compiler',
  },
  declares: 'Version CodeGeneratorRequest CodeGeneratorResponse { Feature=0 File }',
};

const FILES: ReadonlyMap<string, BuiltIn> = new Map(
  [
    wellKnown('any', 'Any'),
    wellKnown('api', 'Api Method Mixin', ['source_context', 'type']),
    wellKnown('duration', 'Duration'),
    wellKnown('empty', 'Empty'),
    wellKnown('field_mask', 'FieldMask'),
    wellKnown('source_context', 'SourceContext'),
    wellKnown('struct', 'Struct { FieldsEntry } Value ListValue NullValue=0'),
    wellKnown('timestamp', 'Timestamp'),
    wellKnown('type', 'Type Field { Kind=0 Cardinality=0 } Enum EnumValue Option Syntax=0', ['any', 'source_context']),
    wellKnown('wrappers', 'DoubleValue FloatValue Int64Value UInt64Value Int32Value UInt32Value BoolValue StringValue BytesValue'),
    ['descriptor', DESCRIPTOR] as const,
    ['compiler/plugin', PLUGIN] as const,
    features('cpp', { number: 1000, options: {}, holds: 'StringType=0 RepeatedType=0' }),
    features('go', {
      number: 1002,
      options: { go_package: 'google.golang.org/protobuf/types/gofeaturespb' },
      holds: 'APILevel=0 StripEnumPrefix=0 OptimizeModeFeature { OptimizeMode=0 }',
    }),
    features('java', {
      number: 1001,
      options: { java_package: 'com.google.protobuf', java_outer_classname: 'JavaFeaturesProto' },
      holds: 'Utf8Validation=0 NestInFileClassFeature { NestInFileClass=0 }',
    }),
  ].map(([name, file]) => [`google/protobuf/${name}.proto`, file]),
);
