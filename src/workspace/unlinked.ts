/** An edit is linked when nothing came after it for so long, or at the latest after so long. */
const QUIET = 10;
const LATEST = 80;

/** When something changed that is not linked yet, in milliseconds since 1970. */
export class Unlinked {
  private changed: { readonly first: number; readonly last: number } | undefined;

  note(now: number): void {
    this.changed = { first: this.changed?.first ?? now, last: now };
  }

  /** The first change of all. */
  get since(): number | undefined {
    return this.changed?.first;
  }

  /** When to link. */
  get due(): number {
    return this.changed ? Math.min(this.changed.last + QUIET, this.changed.first + LATEST) : Infinity;
  }

  done(): void {
    this.changed = undefined;
  }
}
