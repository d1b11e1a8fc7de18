import { z } from 'zod';
import type { Sandbox, Undo } from '../sandbox.ts';
import { undoStack } from '../undo.ts';
import { SandboxError } from '../sandbox-error.ts';
import { attached, attachmentsOf, detached } from './attachments.ts';
import { defineFault } from './fault.ts';
import { givenLines, linesTo, withLines, withoutLines } from './hosts-file.ts';

/** Two things answer for a name in the sandbox: the callers' hosts file, which leads to the proxy, and the engine's DNS behind it. */
export const dnsFailure = defineFault({
  name: 'dns-failure',
  options: z.strictObject({
    service: z.string().describe('Its name no longer resolves.'),
    from: z.string().optional().describe('Only for this caller.'),
  }),
  describe: ({ service, from }) => `the name ${service} no longer resolves${from === undefined ? '' : ` for ${from}`}`,
  async inject(sandbox, { service, from }) {
    const undo = undoStack();
    const end: Undo = async () => {
      const [left] = await undo.run();
      if (left !== undefined) throw new SandboxError(left);
    };
    try {
      if (sandbox.services.includes(service)) undo.add(await namelessInDns(sandbox, service));
      for (const caller of from === undefined ? sandbox.services : [from])
        if (caller !== service) undo.add(await namelessAt(sandbox, { caller, service }));
    } catch (error) {
      await undo.run();
      throw error;
    }
    return end;
  },
});

/** It gets its address back, so connections that are open stay open, as they do when DNS fails. */
async function namelessInDns(sandbox: Sandbox, service: string): Promise<Undo> {
  const container = await sandbox.container(service);
  const place = { docker: sandbox.docker, id: container.id };
  const attachments = await attachmentsOf(container);
  const lines = await givenLines(container);
  const attachAnew = async (named: boolean): Promise<void> => {
    for (const attachment of attachments) {
      await detached(place, attachment);
      await attached(place, named ? attachment : { ...attachment, aliases: [] });
    }
    await withLines(container, lines);
  };
  await attachAnew(false).catch(async (error: unknown) => {
    await attachAnew(true);
    throw error;
  });
  return () => attachAnew(true);
}

async function namelessAt(sandbox: Sandbox, { caller, service }: { readonly caller: string; readonly service: string }): Promise<Undo> {
  const container = await sandbox.container(caller);
  const lines = await linesTo(container, service);
  await withoutLines(container, lines);
  return () => withLines(container, lines);
}
