import type Dockerode from 'dockerode';
import type { Seen } from './containers.ts';
import { lastLines } from './logs.ts';
import { SandboxError } from './sandbox-error.ts';

const SHOWN = 20;

/** Why an image could not be built, with the end of what the build said. */
export function notBuilt(service: string, tail: readonly string[]): SandboxError {
  const full = diskFull(tail);
  const said = tail.filter(line => line.trim() !== '' && !line.includes('level=warning'));
  return (
    full ?? new SandboxError(`The image of ${service} cannot be built; correct its Dockerfile or what that copies.`, said.slice(-SHOWN))
  );
}

/** Why compose did not start everything. */
export function notStarted(tail: readonly string[], images: ReadonlyMap<string, string>): SandboxError {
  const full = diskFull(tail);
  if (full) return full;
  const said = tail.filter(line => line.trim() !== '' && !line.includes('level=warning'));
  const whole = said.join('\n');
  const pull =
    /(?:pull access denied|manifest (?:for .* not found|unknown)|failed to resolve reference|No such image|error pulling|not found: manifest|dial tcp|repository does not exist|no matching manifest|TLS handshake|Client\.Timeout)/i.exec(
      whole,
    );
  if (pull) {
    const [service, image] =
      [...images].find(
        ([name, each]) => whole.includes(each) || new RegExp(`^\\s*${escaped(name)} (Error|Warning|Pulling)`, 'm').test(whole),
      ) ?? [];
    const what = image === undefined ? 'An image' : `The image ${image} of ${service}`;
    return new SandboxError(`${what} is not on this machine and cannot be pulled; pull it, or build it, and try again.`, said.slice(-3));
  }
  const port = /(?:port is already allocated|address already in use)/.exec(whole);
  if (port) return new SandboxError('A port that the sandbox needs is in use; stop what listens there and try again.', said.slice(-3));
  return new SandboxError(
    `Compose did not start the services: ${said.at(-1)?.replace(/\.$/, '') ?? 'it gave no reason'}.`,
    said.slice(-SHOWN, -1),
  );
}

const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&');

function diskFull(lines: readonly string[]): SandboxError | undefined {
  const line = lines.findLast(each => /no space left on device|disk quota exceeded/i.test(each));
  return line === undefined
    ? undefined
    : new SandboxError('The disk of the Docker engine is full; free some, with docker system prune for example.', [line]);
}

/** Why one service is not ready: what its healthcheck said last, and the end of its log. */
export async function notReady(docker: Dockerode, seen: Seen, waited?: number): Promise<SandboxError> {
  const { State } = await docker.getContainer(seen.id).inspect();
  const log = await lastLines(docker, seen.id, SHOWN);
  const full = diskFull(log);
  if (full) return full;
  if (State.OOMKilled) return new SandboxError(`${seen.service} was ended for want of memory; raise its limit.`, log);
  if (seen.state === 'exited' || seen.state === 'dead')
    return new SandboxError(
      `${seen.service} ended with exit code ${State.ExitCode} while the system came up; its log says why.`,
      log.length > 0 ? log : said(State.Error),
    );
  const last = State.Health?.Log?.at(-1);
  const checked = last
    ? [`healthcheck (exit code ${last.ExitCode}): ${last.Output.trim().split('\n').slice(-3).join(' ⏎ ') || 'it said nothing'}`]
    : [];
  const how =
    waited === undefined ? 'is unhealthy' : `is not ${State.Health ? 'healthy' : 'running'} after ${Math.round(waited / 1000)} seconds`;
  return new SandboxError(`${seen.service} ${how}; its healthcheck and its log say why.`, [...checked, ...log]);
}

const said = (text: string | undefined): readonly string[] => (text ? [text] : []);
