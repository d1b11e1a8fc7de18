import type { Snapshot } from '../core/index/snapshot.ts';
import type { Listener } from './listener.ts';
import { ToldEnds } from './told-ends.ts';

/** Who calls what is gathered when nothing was typed for so long: it may take as long as a link, and no keystroke waits for it. */
const REST = 2000;

/** Tells who calls what as soon as the graph is known, and later when typing rests. */
export class EndsTeller {
  private readonly tell: Listener['ends'];
  private told: ToldEnds | undefined;
  private waiting: NodeJS.Timeout | undefined;

  constructor(tell: Listener['ends']) {
    this.tell = tell;
  }

  /** What was told before, by whoever showed what was kept; nothing: all is told again. */
  begin(told?: ToldEnds): void {
    this.told = told;
  }

  /** There is more to do first. */
  hold(): void {
    clearTimeout(this.waiting);
  }

  soon(snapshot: Snapshot | undefined): void {
    clearTimeout(this.waiting);
    if (snapshot?.navigation) this.waiting = setTimeout(() => this.now(snapshot), this.told ? REST : 0);
  }

  private now({ navigation, linesOf }: Snapshot): void {
    this.told ??= new ToldEnds();
    const news = navigation && this.told.news(navigation.places().occurrences, linesOf);
    if (news) this.tell(news);
  }
}
