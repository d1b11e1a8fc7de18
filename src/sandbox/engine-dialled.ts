import Dockerode from 'dockerode';
import { spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex } from 'node:stream';

/** An engine that only docker knows how to reach, by ssh or with certificates: each connection is one that docker makes and leads to its own input and output. */
export function dialled(environment: NodeJS.ProcessEnv): Dockerode {
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = () => new DialledConnection(environment);
  // A path of a socket that nobody opens: the environment's own host is not meant, and no address is parsed.
  const options = { host: undefined, socketPath: '/docker', protocol: 'http', agent };
  return new Dockerode(options as Dockerode.DockerOptions);
}

class DialledConnection extends Duplex {
  private readonly docker;
  private isIdle = false;

  constructor(environment: NodeJS.ProcessEnv) {
    super();
    this.docker = spawn('docker', ['system', 'dial-stdio'], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.docker;
    stdout.on('data', bytes => this.push(bytes) || stdout.pause());
    stdout.on('end', () => (this.isIdle ? this.destroy() : this.push(null)));
    stdin.on('error', error => this.destroy(error));
    this.docker.on('error', error => this.destroy(error));
  }

  override _read(): void {
    this.docker.stdout.resume();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.docker.stdin.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.docker.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const { stdin, stdout } = this.docker;
    stdin.destroy();
    stdout.destroy();
    // Asked politely it would wait for the other end.
    this.docker.kill('SIGKILL');
    done(error);
  }

  /** A connection that waits for its next use keeps no program running. */
  unref(): this {
    this.isIdle = true;
    return this.each(end => end.unref());
  }

  ref(): this {
    this.isIdle = false;
    return this.each(end => end.ref());
  }

  // What else is asked of a socket is docker's to do.
  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  private each(change: (end: { ref: () => void; unref: () => void }) => void): this {
    change(this.docker);
    // Pipes are sockets, whatever they are typed as.
    for (const end of [this.docker.stdin, this.docker.stdout]) change(end as unknown as { ref: () => void; unref: () => void });
    return this;
  }
}
