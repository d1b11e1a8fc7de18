interface Block {
  sum: number;
  weight: number;
  members: number;
}

/**
 * Where things stand in one column: as near as possible to where they would like to be (least squares), in the given
 * order, and at least `gaps[i]` between the middles of i and i + 1. Isotonic regression by pooling, so never an overlap.
 */
export function spread(wanted: readonly number[], gaps: readonly number[], weights?: readonly number[]): number[] {
  const offsets = [0];
  for (let i = 1; i < wanted.length; i++) offsets.push(offsets[i - 1]! + gaps[i - 1]!);
  const blocks: Block[] = [];
  for (let i = 0; i < wanted.length; i++) {
    const weight = weights?.[i] ?? 1;
    let block: Block = { sum: (wanted[i]! - offsets[i]!) * weight, weight, members: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.weight >= block.sum / block.weight; last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, members: last.members + block.members };
    }
    blocks.push(block);
  }
  const base = blocks.flatMap(block => Array.from({ length: block.members }, () => block.sum / block.weight));
  return base.map((value, i) => value + offsets[i]!);
}
