/** A server that is awake answers in a few milliseconds. */
const PATIENCE = 150;

/**
 * The editor asks for the lenses of a text as late as the answers before were slow, so a first answer that takes seconds, while everything starts,
 * would make those of the next edits late too. The first question about a text is therefore answered in time, by no lenses, and asked again.
 */
export class PromptLenses<Text extends object, Lens> {
  private readonly asked = new WeakSet<Text>();

  constructor(
    private readonly again: (text: Text) => void,
    private readonly patience: () => Promise<unknown> = () => new Promise(done => setTimeout(done, PATIENCE)),
  ) {}

  async answer(text: Text, lenses: Promise<readonly Lens[]>): Promise<readonly Lens[]> {
    if (this.asked.has(text)) return lenses;
    this.asked.add(text);
    const inTime = await Promise.race([lenses, this.patience().then(() => null)]);
    if (inTime !== null) return inTime;
    // Whoever has withdrawn the question has another one.
    void lenses.then(
      () => this.again(text),
      () => undefined,
    );
    return [];
  }
}
