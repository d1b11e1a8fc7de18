import type { AskedScope, ReportedEffect, ReportedPlace } from '../../protocol/impact.ts';

export const effectWords: Readonly<Record<ReportedEffect, string>> = {
  broken: 'broken',
  'at-risk': 'at risk',
  rebuilt: 'built again',
  untouched: 'untouched',
};

/** What was asked, in a line below the answer. */
export function askedWords(scope: AskedScope, against: string): string {
  switch (scope.kind) {
    case 'changes':
      return `Everything since ${against}, saved or not`;
    case 'staged':
      return `What is staged, against ${against}`;
    case 'branch':
      return `This branch, saved or not, against ${against}`;
    case 'remove':
    case 'symbol':
      return `What if ${against} were removed`;
  }
}

export const placeWords = ({ file, line }: Pick<ReportedPlace, 'file' | 'line'>): string =>
  `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
