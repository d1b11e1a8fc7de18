import { xml, type XmlElement } from '../../core/extract/xml/parse.ts';

/** One test of a tool, as its report tells. */
export interface TestCase {
  readonly name: string;
  readonly result: 'kept' | 'broken' | 'not-tested';
  /** One sentence; '' where it passed. */
  readonly why: string;
}

/** What JUnit, and everything that writes as it does, says of each test. Pure and total. */
export const junitCases = (report: string): readonly TestCase[] => told([...elements(xml(report), 'testcase')].map(caseOf));

function* elements(element: XmlElement, name: string): Iterable<XmlElement> {
  for (const child of element.children)
    if (child.name === name) yield child;
    else yield* elements(child, name);
}

function caseOf({ attributes, children }: XmlElement): TestCase {
  const written = attributes.get('name') ?? '';
  // What stands before it are the suites around it.
  const name = written.split(' > ').at(-1)!.trim();
  const failure = children.find(child => child.name === 'failure' || child.name === 'error');
  if (failure) return { name, result: 'broken', why: reasonIn(failure) };
  return children.some(child => child.name === 'skipped')
    ? { name, result: 'not-tested', why: 'It was skipped.' }
    : { name, result: 'kept', why: '' };
}

const TELLING = 60;
const LONGEST = 300;

/** A short message is a title, and what happened stands below it. */
function reasonIn({ attributes, text }: XmlElement): string {
  const message = decoded(attributes.get('message') ?? '');
  const words = (message.length > TELLING || text === '' ? message : text).replace(/^\s*(Message|Error):/, '');
  return sentence(words === '' ? 'It failed and gives no reason' : words);
}

/** Character references, of which line breaks in attributes are the usual ones. */
const decoded = (text: string): string =>
  text.replace(/&#(?:x([0-9a-f]{1,5})|(\d{1,6}));/gi, (_, hex?: string, digits?: string) =>
    charOf(hex ? Number.parseInt(hex, 16) : Number(digits)),
  );

const charOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '');

/** Colours of a terminal. */
const ESCAPES = new RegExp(String.raw`\u001b\[[\d;]*m`, 'g');

/** The beginning of a text in one line. */
export function sentence(text: string): string {
  const line = text.replace(ESCAPES, '').replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line.replace(/([^.!?…])$/, '$1.');
}

interface K6Group {
  readonly checks?: unknown;
  readonly groups?: unknown;
}

/** The checks of a k6 script, from what `--summary-export` writes. Pure and total. */
export function k6Cases(report: string): readonly TestCase[] {
  const root = (parsed(report) as { root_group?: K6Group } | undefined)?.root_group;
  return root ? told([...checksIn(root, '', 0)]) : [];
}

const DEEPEST = 20;

function* checksIn(group: K6Group, before: string, depth: number): Iterable<TestCase> {
  for (const check of values(group.checks)) {
    const { name, fails, passes } = check as { name?: unknown; fails?: unknown; passes?: unknown };
    if (typeof name !== 'string') continue;
    const failed = Number(fails) || 0;
    const why = failed > 0 ? `It failed ${failed} of ${failed + (Number(passes) || 0)} times.` : '';
    yield { name: `${before}${name}`, result: failed > 0 ? 'broken' : 'kept', why };
  }
  if (depth < DEEPEST)
    for (const inner of values(group.groups))
      yield* checksIn(inner, `${before}${String((inner as { name?: unknown }).name ?? '')}: `, depth + 1);
}

/** A list, or a mapping by name: it was written in both ways. */
const values = (value: unknown): readonly object[] =>
  typeof value === 'object' && value !== null ? Object.values(value).filter(each => typeof each === 'object' && each !== null) : [];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const MOST_CASES = 500;

/** Two of one name are told apart by their order. */
function told(cases: readonly TestCase[]): readonly TestCase[] {
  const seen = new Map<string, number>();
  return cases.slice(0, MOST_CASES).map(one => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} (${count})` };
  });
}
