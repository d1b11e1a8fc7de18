import type { Extractor } from '../extractor.ts';
import { prismaFacts } from './read/javascript/prisma.ts';

/** `schema.prisma` names the data store of the code beside it. */
export const prisma: Extractor = {
  name: 'prisma',
  include: ['**/*.prisma'],
  extract: source => ({ facts: prismaFacts(source), problems: [] }),
};
