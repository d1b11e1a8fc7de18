import { DiagnosticSeverity, type Diagnostic, type DiagnosticRelatedInformation } from 'vscode-languageserver/node';
import type { ServiceDocument } from '../../core/impact/document.ts';
import type { FilePath } from '../../core/model/source.ts';
import { verdictWithNames, type Mark } from './marks.ts';

/** More in one file, or more lines of one reader, help nobody. */
const MOST = 50;
const MOST_LINES = 5;

/** What a change breaks, as the editor has it: the rule, the sentence, and the readers' lines. Pure. */
export function impactDiagnostics(marks: readonly Mark[], uriOf: (file: FilePath) => string): Diagnostic[] {
  return marks.slice(0, MOST).map(mark => {
    const { change, place, broken, wary } = mark;
    const href = pageOf(change.rule);
    return {
      range: {
        start: { line: place.line, character: place.start },
        end: { line: place.line, character: Math.max(place.end, place.start) },
      },
      severity: broken.length > 0 ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      source: 'faultline',
      code: change.rule ?? `impact.${change.kind}`,
      ...(href !== undefined && { codeDescription: { href } }),
      message: `${sentence(change.message)} It ${verdictWithNames(mark)}.`,
      relatedInformation: [...broken, ...wary].flatMap(service => readers(service, uriOf)),
    };
  });
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Where the tool that the rule's id is from explains it. */
function pageOf(rule: string | undefined): string | undefined {
  if (rule === undefined) return undefined;
  return /^[A-Z][A-Z0-9_]+$/.test(rule) ? `https://buf.build/docs/breaking/rules/#${rule.toLowerCase()}` : undefined;
}

function readers({ name, why, evidence }: ServiceDocument, uriOf: (file: FilePath) => string): DiagnosticRelatedInformation[] {
  return evidence
    .filter(({ side }) => side === undefined)
    .slice(0, MOST_LINES)
    .map(({ file, line }) => ({
      location: { uri: uriOf(file), range: { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: 10_000 } } },
      message: `${name}: ${why}`,
    }));
}
