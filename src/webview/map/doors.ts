/** Where a line meets a card. */
export interface LineEnd {
  readonly line: string;
  readonly card: string;
  /** Lines of one bundle meet the card at one place. */
  readonly bundle: string;
  /** The height from which it comes or to which it goes. */
  readonly towards: number;
}

const STEP = 6;

/** Lines leave a card side by side. */
function ports(count: number, height: number): number[] {
  const step = count > 1 ? Math.min(STEP, (height - 10) / (count - 1)) : 0;
  return Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) * step);
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** The height of the door of every line, on one side of all cards: in the order of where bundles go, so that they do not cross there. */
export function doors(
  ends: readonly LineEnd[],
  card: (id: string) => { readonly y: number; readonly height: number },
): ReadonlyMap<string, number> {
  const door = new Map<string, number>();
  for (const [id, all] of Map.groupBy(ends, end => end.card)) {
    const bundles = [...Map.groupBy(all, end => end.bundle).values()]
      .map(lines => ({ lines, towards: mean(lines.map(line => line.towards)) }))
      .toSorted((a, b) => a.towards - b.towards);
    const { y, height } = card(id);
    const offsets = ports(bundles.length, height);
    bundles.forEach(({ lines }, i) => lines.forEach(({ line }) => door.set(line, y + offsets[i]!)));
  }
  return door;
}
