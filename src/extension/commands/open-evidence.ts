import * as z from 'zod/mini';
import type { EditorCommand } from '../desk.ts';
import { openSource } from '../source-file.ts';

const branch = z.object({ id: z.string(), evidence: z.object({ file: z.string(), line: z.int(), column: z.optional(z.int()) }) });

/** A line of the tree says where it was seen first. Its id begins with its folder. */
export const openEvidence: EditorCommand = {
  name: 'faultline.openEvidence',
  async run({ graphs }, asked) {
    const { success, data } = branch.safeParse(asked);
    const root = success ? graphs.roots.find(({ uri }) => data.id.startsWith(`${uri} `)) : undefined;
    if (success && root) await openSource(root.uri, data.evidence);
  },
};
