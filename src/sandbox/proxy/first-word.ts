import type { Connection } from './connection.ts';
import { spoken, type Spoken } from './first-bytes.ts';
import type { Dialled } from './upstream.ts';
import type { World } from './world.ts';

/** After so long without a word from the caller the service may be the one to speak first. */
const SILENCE = 50;

/** What is spoken, and the connection to the service where there is one already. */
export type Told = (how: Exclude<Spoken, 'more'>, early?: Dialled) => void;

/** Listens until it is clear what is spoken. Where the service may speak first it is asked too, and whoever does speak first decides. */
export class FirstWord {
  private readonly world: World;
  private readonly connection: Connection;
  private readonly tell: Told;
  private readonly timer: NodeJS.Timeout | undefined;
  private early: Dialled | undefined;
  private said: Buffer = Buffer.alloc(0);
  private isTold = false;

  constructor(world: World, connection: Connection, tell: Told) {
    this.world = world;
    this.connection = connection;
    this.tell = tell;
    if (connection.protocol === 'unknown') this.timer = setTimeout(() => void this.askService(), SILENCE);
    connection.socket.on('readable', this.look).once('end', this.ended).once('close', this.gone);
  }

  private readonly look = (): void => {
    const bytes: unknown = this.connection.socket.read();
    if (!Buffer.isBuffer(bytes)) return;
    this.said = Buffer.concat([this.said, bytes]);
    const how = spoken(this.said);
    if (how !== 'more') this.goOn(how);
  };

  private readonly asBytes = (): void => this.goOn('tcp');

  /** A connection that was opened and given up without a word is no call. */
  private readonly ended = (): void => {
    if (this.said.length > 0) this.goOn('tcp');
    else this.connection.socket.destroy();
  };

  private readonly gone = (): void => {
    this.isTold = true;
    clearTimeout(this.timer);
    this.early?.socket.destroy();
  };

  private async askService(): Promise<void> {
    try {
      const dialled = await this.world.dial(this.connection.pair.to, this.connection.port);
      if (this.isTold) return void dialled.socket.destroy();
      this.early = dialled;
      dialled.socket.on('readable', this.asBytes).on('close', this.ended);
    } catch {
      this.asBytes();
    }
  }

  private goOn(how: Exclude<Spoken, 'more'>): void {
    if (this.isTold) return;
    const { socket } = this.connection;
    this.isTold = true;
    clearTimeout(this.timer);
    socket.off('readable', this.look).off('end', this.ended).off('close', this.gone);
    this.early?.socket.off('readable', this.asBytes).off('close', this.ended);
    if (this.said.length > 0 && !socket.readableEnded) socket.unshift(this.said);
    this.tell(how, this.early);
  }
}
