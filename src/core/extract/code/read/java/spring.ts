import type { CodeFact } from '../../../../model/fact.ts';
import { env } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Parameter } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { each } from '../rules/argument.ts';
import { annotation, given, type Class } from './annotations.ts';
import { annotationText, keysIn } from './placeholder.ts';

/** Annotations of a main class, and what they make of it. */
const ROLES: readonly (readonly [RegExp, string])[] = [
  [/^EnableEurekaServer$/, 'eureka-server'],
  [/^EnableConfigServer$/, 'config-server'],
  [/^EnableZuul(Proxy|Server)$/, 'zuul'],
  [/^EnableAdminServer$/, 'spring-boot-admin'],
  [/^EnableHystrixDashboard$/, 'hystrix-dashboard'],
  [/^EnableTurbine(Stream)?$/, 'turbine'],
  [/^Enable(Zipkin(Stream)?Server)$/, 'zipkin-server'],
  [/^EnableAuthorizationServer$/, 'authorization-server'],
  [/^EnableSidecar$/, 'sidecar'],
  [/^SpringBootApplication$/, 'spring-boot'],
  [/^QuarkusMain$/, 'quarkus'],
  [/^ApplicationPath$/, 'jax-rs'],
];

/** Programs of Spring and its relatives, and the role that an annotation gives them. */
export const springApplications: Reader = {
  name: 'spring-applications',
  languages: ['Java'],
  *statement(statement, context) {
    // Kotlin's main stands in no class and may take nothing.
    const free = context.around.length === 0;
    if (statement.kind === 'function' && statement.name === 'main' && (free || /String/.test(statement.parameters[0]?.type ?? ''))) {
      yield { kind: 'application', at: statement.span, framework: 'main', language: 'Java' };
    }
    if (statement.kind !== 'class') return;
    for (const one of statement.annotations) {
      const role = ROLES.find(([name]) => name.test(one.name))?.[1];
      if (role !== undefined) yield { kind: 'application', at: one.span, framework: role, language: 'Java' };
      if (/^Enable(EurekaClient|DiscoveryClient)$/.test(one.name))
        yield { kind: 'uses-address', at: one.span, protocol: 'discovery', via: `@${one.name}` };
    }
  },
};

/** `@Value("${orders.url:http://orders}")` on fields and parameters, and placeholders in any annotation. */
export const placeholders: Reader = {
  name: 'spring-placeholders',
  languages: ['Java'],
  *statement(statement, context) {
    if (statement.kind === 'assign') {
      yield* readsOf(statement.annotations, context);
      yield* injected(statement.target.at(-1), statement.annotations, { context });
    }
    if (statement.kind !== 'class' && statement.kind !== 'function') return;
    yield* readsOf(statement.annotations, context);
    // Parameters of a record or of a Kotlin class are its fields.
    const owner = statement.kind === 'class' ? statement.name : undefined;
    for (const parameter of statement.parameters) yield* parameterReads(parameter, { context, ...(owner !== undefined && { owner }) });
  },
};

interface Where {
  readonly context: Context;
  /** The class that the name belongs to, where it is not the one around. */
  readonly owner?: string;
}

function* parameterReads(parameter: Parameter, where: Where): Generator<CodeFact> {
  yield* readsOf(parameter.annotations, where.context);
  yield* injected(parameter.name, parameter.annotations, where);
}

function* readsOf(annotations: readonly Annotation[], context: Context): Generator<CodeFact> {
  for (const one of annotations) {
    for (const expression of [...one.arguments, ...one.named.map(entry => entry.value)].flatMap(each)) {
      for (const { name, fallback } of keysIn(annotationText(expression, context))) {
        yield { kind: 'reads-env', at: expression.span, name, certain: true, ...(fallback && { fallback }) };
      }
    }
  }
}

/** A field that is injected has the value that its annotation says. */
function* injected(name: string | undefined, annotations: readonly Annotation[], { context, owner }: Where): Generator<CodeFact> {
  const one = annotations.find(({ name }) => name === 'Value' || name === 'ConfigProperty' || name === 'Property');
  if (!one || name === undefined) return;
  const around = owner ?? context.around.findLast(around => around.kind === 'class')?.name;
  const key = given(one, ['name', 'value']);
  if (!key) return;
  const text = annotationText(key, context);
  const fallback = given(one, ['defaultValue']);
  const plain = one.name === 'Value' || text.kind !== 'literal' ? text : env(text.text, fallback && valueOf(fallback, context.language));
  if (plain.kind === 'literal' && plain.text.startsWith('#{')) return;
  if (plain !== text && plain.kind === 'env')
    yield { kind: 'reads-env', at: one.span, name: plain.name, certain: true, ...(plain.fallback && { fallback: plain.fallback }) };
  yield { kind: 'binds', at: one.span, name: around === undefined ? name : `${around}.${name}`, value: plain };
}

/** `@ConfigurationProperties(prefix = "orders")`: each field is a key below the prefix. */
export const configurationProperties: Reader = {
  name: 'spring-configuration-properties',
  languages: ['Java'],
  *statement(statement, context) {
    if (statement.kind !== 'class' && statement.kind !== 'function') return;
    const one = annotation(statement, /^(ConfigurationProperties|ConfigMapping)$/);
    const prefix = one && given(one, ['prefix', 'value']);
    if (!one || prefix?.kind !== 'text') return;
    yield { kind: 'reads-env', at: one.span, name: `${prefix.text}.*`, certain: true };
    if (statement.kind === 'class') yield* fieldsOf(statement, prefix.text, context);
  },
};

/** Classes in classes; more are not written by people. */
const DEEPEST = 4;

function* fieldsOf(type: Class, prefix: string, context: Context, depth = 0): Generator<CodeFact> {
  for (const member of [...type.body, ...type.parameters]) {
    const field = 'kind' in member ? (member.kind === 'assign' ? member.target[0] : undefined) : member.name;
    if (field === undefined || /^[A-Z_]+$/.test(field)) continue;
    const name = `${prefix}.${field.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
    const inner = depth < DEEPEST ? nestedIn(type, 'kind' in member && member.kind !== 'assign' ? undefined : member.type) : undefined;
    if (inner) yield* fieldsOf(inner, name, context, depth + 1);
    const initial =
      'kind' in member && member.kind === 'assign' && /^(text|number|join)$/.test(member.value?.kind ?? '') ? member.value : undefined;
    const fallback = initial && valueOf(initial, context.language);
    const value = env(name, fallback);
    const at = 'kind' in member ? member.span : type.span;
    yield { kind: 'reads-env', at, name, certain: true, ...(fallback && { fallback }) };
    yield { kind: 'binds', at, name: `${type.name}.${field}`, value };
    yield { kind: 'binds', at, name: `${type.name}.get${field[0]!.toUpperCase()}${field.slice(1)}`, value };
  }
}

/** A class of settings holds the classes of its parts. */
const nestedIn = (type: Class, name: string | undefined): Class | undefined =>
  type.body.find((member): member is Class => member.kind === 'class' && member.name === name);
