import type { Feature } from '../feature.ts';
import { codeActions } from './code-actions.ts';
import { codeLens } from './code-lens.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { documentLinks } from './document-links.ts';
import { findingQuestions } from './finding-questions.ts';
import { hover } from './hover.ts';
import { impactQuestions } from './impact-questions.ts';
import { inlayHints } from './inlay-hints.ts';
import { editorQuestions } from './questions.ts';
import { references } from './references.ts';
import { scenarios } from './scenarios.ts';
import { documentSymbols, workspaceSymbols } from './symbols.ts';

/** Everything that the editor may ask for, in the order in which a person would look for it. */
export const features: readonly Feature[] = [
  hover,
  codeLens,
  definition,
  references,
  documentLinks,
  inlayHints,
  completion,
  documentSymbols,
  workspaceSymbols,
  editorQuestions,
  codeActions,
  impactQuestions,
  findingQuestions,
  scenarios,
];
