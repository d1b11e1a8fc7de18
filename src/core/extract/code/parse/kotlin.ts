import type { Problem, Source } from '../../../model/source.ts';
import type { Annotation, Module, Parameter, Statement } from '../syntax.ts';
import { KotlinReader } from './kotlin-reader.ts';

/**
 * Kotlin in the common tree, without a grammar: declarations, annotations, calls and texts, and whatever is not understood is passed over.
 * Its libraries are those of Java, so the module says Java and the readers of Java read it. Pure and total.
 */
export function kotlinModule(source: Source): { module: Module; problems: Problem[] } {
  const reader = new KotlinReader(source.text, blockOf);
  const statements: Statement[] = [];
  let namespace: string | undefined;
  while (reader.next.kind !== 'end') {
    if (reader.taken('package')) namespace = reader.type();
    else statements.push(...statementOf(reader));
  }
  return { module: { language: 'Java', ...(namespace !== undefined && { namespace }), statements }, problems: [] };
}

/** The statements up to the brace that closes the block, whose opening brace is taken already. */
function blockOf(reader: KotlinReader): readonly Statement[] {
  const statements: Statement[] = [];
  while (reader.next.kind !== 'end' && !reader.taken('}')) statements.push(...statementOf(reader));
  return statements;
}

const MODIFIER =
  /^(public|private|internal|protected|open|data|sealed|abstract|override|lateinit|suspend|inline|const|companion|enum|annotation|inner|final|operator|infix|external|tailrec|vararg|noinline|crossinline|value|init|else|try|finally|do)$/;

function statementOf(reader: KotlinReader): readonly Statement[] {
  const { start } = reader.next;
  if (reader.taken('import')) return importOf(reader, start);
  const annotations = annotationsOf(reader);
  const { text } = reader.next;
  if (/^(class|interface|object)$/.test(text) && reader.ahead(1).text !== '.') return classOf(reader, annotations, start);
  if (text === 'fun') return functionOf(reader, annotations, start);
  if (text === 'val' || text === 'var') return [propertyOf(reader, annotations, start)];
  if (text === 'return') {
    reader.take();
    const ends = reader.next.line || reader.next.text === '}';
    return [{ kind: 'return', ...(!ends && { value: reader.expression() }), span: reader.spanFrom(start) }];
  }
  if (/^[{};,)\]>:=]$/.test(text)) {
    reader.take();
    return text === '{' ? blockOf(reader) : [];
  }
  const value = reader.expression();
  if (value.kind === 'name' && reader.taken('='))
    return [{ kind: 'assign', target: value.path, value: reader.expression(), annotations: [], span: reader.spanFrom(start) }];
  return value.kind === 'name' || value.kind === 'text' ? [] : [{ kind: 'expression', value, span: reader.spanFrom(start) }];
}

function importOf(reader: KotlinReader, start: number): readonly Statement[] {
  const path: string[] = [];
  do path.push(reader.take().text.replaceAll('`', ''));
  while (reader.taken('.') && reader.next.kind !== 'end');
  const from = path.filter(part => part !== '*').join('.');
  const imported = path.at(-1) ?? '';
  const local = reader.taken('as') ? reader.take().text : imported;
  return [{ kind: 'import', from, names: imported === '*' ? [] : [{ local, imported }], span: reader.spanFrom(start) }];
}

/** Annotations and modifiers in front of a declaration; a target (`@field:`, `@get:`) says nothing here. */
function annotationsOf(reader: KotlinReader): readonly Annotation[] {
  const annotations: Annotation[] = [];
  for (;;) {
    const { text, start } = reader.next;
    if (text === '@') {
      reader.take();
      if (reader.ahead(1).text === ':') {
        reader.take();
        reader.take();
      }
      annotations.push(...annotationOf(reader, start));
    } else if (MODIFIER.test(text) && !/^[.(=]$/.test(reader.ahead(1).text)) reader.take();
    else return annotations;
  }
}

function annotationOf(reader: KotlinReader, start: number): readonly Annotation[] {
  const name = reader.type().replace(/<.*$/s, '').split('.').at(-1) ?? '';
  const given = reader.next.text === '(' ? reader.arguments() : { values: [], named: [] };
  return name === '' ? [] : [{ name, arguments: given.values, named: given.named, span: reader.spanFrom(start) }];
}

function classOf(reader: KotlinReader, annotations: readonly Annotation[], start: number): readonly Statement[] {
  const object = reader.take().text === 'object';
  const name = reader.next.kind === 'word' ? reader.take().text : '';
  reader.types();
  annotationsOf(reader);
  reader.taken('constructor');
  const parameters = reader.next.text === '(' ? parametersOf(reader) : [];
  const bases: string[] = [];
  if (reader.taken(':')) {
    do {
      bases.push(reader.type());
      if (reader.next.text === '(') reader.arguments();
      if (reader.taken('by')) reader.expression();
    } while (reader.taken(','));
  }
  const body = reader.next.text === '{' && reader.taken('{') ? blockOf(reader) : [];
  // What stands in a companion is a member of the class around it.
  if (object && name === '') return body;
  return [{ kind: 'class', name, bases, annotations, parameters, body, span: reader.spanFrom(start) }];
}

function parametersOf(reader: KotlinReader): readonly Parameter[] {
  const parameters: Parameter[] = [];
  reader.take();
  while (reader.next.kind !== 'end' && !reader.taken(')')) {
    const annotations = annotationsOf(reader);
    if (!reader.taken('val')) reader.taken('var');
    const name = reader.take().text;
    const type = reader.taken(':') ? reader.type() : '';
    const value = reader.taken('=') ? { default: reader.expression() } : {};
    parameters.push({ name, ...(type !== '' && { type }), annotations, ...value });
    while (!/^[,)]?$/.test(reader.next.text)) reader.take();
    reader.taken(',');
  }
  return parameters;
}

function functionOf(reader: KotlinReader, annotations: readonly Annotation[], start: number): readonly Statement[] {
  reader.take();
  reader.types();
  const name = reader.type().replace(/<.*$/s, '').split('.').at(-1) ?? '';
  const parameters = reader.next.text === '(' ? parametersOf(reader) : [];
  const returns = reader.taken(':') ? reader.type() : '';
  let body: readonly Statement[] = [];
  if (reader.taken('=')) {
    const value = reader.expression();
    body = [{ kind: 'return', value, span: value.span }];
  } else if (reader.taken('{')) body = blockOf(reader);
  return [{ kind: 'function', name, annotations, parameters, ...(returns !== '' && { returns }), body, span: reader.spanFrom(start) }];
}

function propertyOf(reader: KotlinReader, annotations: readonly Annotation[], start: number): Statement {
  reader.take();
  const name = reader.next.kind === 'word' ? reader.take().text : '';
  const type = reader.taken(':') ? reader.type() : '';
  const given = reader.taken('=') || reader.taken('by') ? { value: reader.expression() } : {};
  return {
    kind: 'assign',
    target: name === '' ? [] : [name],
    ...(type !== '' && { type }),
    ...given,
    annotations,
    span: reader.spanFrom(start),
  };
}
