export interface Arc {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export interface Ranked<More = unknown> {
  readonly rank: readonly number[];
  /** Arcs laid from left to right; those that run against the columns are turned round for the layout and marked. */
  readonly arcs: readonly (Arc & More & { readonly turned: boolean })[];
}

/** An arc back to a node that is still being visited closes a cycle. */
function backArcs(size: number, out: readonly (readonly Arc[])[]): ReadonlySet<Arc> {
  const state = new Uint8Array(size);
  const back = new Set<Arc>();
  const hasCaller = new Set(out.flat().map(arc => arc.to));
  const starts = Array.from({ length: size }, (_, node) => node).sort(
    (a, b) => Number(hasCaller.has(a)) - Number(hasCaller.has(b)) || a - b,
  );
  for (const start of starts) {
    if (state[start] !== 0) continue;
    const stack = [{ node: start, next: 0 }];
    state[start] = 1;
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const arc = out[top.node]![top.next++];
      if (!arc) {
        state[top.node] = 2;
        stack.pop();
      } else if (state[arc.to] === 1) back.add(arc);
      else if (state[arc.to] === 0) {
        state[arc.to] = 1;
        stack.push({ node: arc.to, next: 0 });
      }
    }
  }
  return back;
}

function grouped(size: number, arcs: readonly Arc[], key: 'from' | 'to'): Arc[][] {
  const lists: Arc[][] = Array.from({ length: size }, () => []);
  for (const arc of arcs) lists[arc[key]]!.push(arc);
  return lists;
}

/** Longest path from the left, but a column that is full sends a node one further: a wide map is read, a tall one is scrolled. */
function filled(size: number, arcs: readonly Arc[], cap: number): number[] {
  const out = grouped(size, arcs, 'from');
  const waiting = grouped(size, arcs, 'to').map(list => list.length);
  const rank = Array.from({ length: size }, () => 0);
  const load: number[] = [];
  const queue = rank.map((_, node) => node).filter(node => waiting[node] === 0);
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    let place = rank[node]!;
    while ((load[place] ?? 0) >= cap) place++;
    rank[node] = place;
    load[place] = (load[place] ?? 0) + 1;
    for (const arc of out[node]!) {
      rank[arc.to] = Math.max(rank[arc.to]!, place + 1);
      waiting[arc.to]!--;
      if (waiting[arc.to] === 0) queue.push(arc.to);
    }
  }
  return rank;
}

/** A node that nobody calls moves next to the first thing it needs; else its lines cross the whole map. */
function tightened(rank: readonly number[], arcs: readonly Arc[], cap: number): number[] {
  const result = [...rank];
  const load: number[] = [];
  for (const place of result) load[place] = (load[place] ?? 0) + 1;
  const out = grouped(rank.length, arcs, 'from');
  const into = grouped(rank.length, arcs, 'to');
  for (let node = 0; node < result.length; node++) {
    if (into[node]!.length > 0 || out[node]!.length === 0) continue;
    const place = Math.min(...out[node]!.map(arc => result[arc.to]!)) - 1;
    if (place <= result[node]! || (load[place] ?? 0) >= cap) continue;
    load[result[node]!]!--;
    load[place] = (load[place] ?? 0) + 1;
    result[node] = place;
  }
  return result;
}

/** A column that lost its last node would leave a hole in the drawing. */
function compact(rank: readonly number[]): number[] {
  const used = [...new Set(rank)].sort((a, b) => a - b);
  const index = new Map(used.map((place, i) => [place, i]));
  return rank.map(place => index.get(place)!);
}

/**
 * A chain of twenty calls would make twenty columns, which nobody can see at once. The columns are folded onto a few,
 * and a node steps aside where a neighbour already stands: some lines then run backwards, but the picture fits.
 */
function folded(rank: readonly number[], arcs: readonly Arc[], most: number): readonly number[] {
  const columns = Math.max(-1, ...rank) + 1;
  if (columns <= most) return rank;
  const around: number[][] = rank.map(() => []);
  for (const { from, to } of arcs) {
    around[from]!.push(to);
    around[to]!.push(from);
  }
  const result: number[] = [];
  const load: number[] = [];
  const order = rank.map((_, i) => i).sort((a, b) => rank[a]! - rank[b]! || a - b);
  for (const [i, node] of order.entries()) {
    const taken = new Set(around[node]!.map(other => result[other]));
    const ideal = (i * (most - 1)) / (order.length - 1);
    let best = columns;
    let least = Infinity;
    for (let place = 0; place < columns; place++) {
      const cost = Math.abs(place - ideal) + (load[place] ?? 0) * 0.15 + Math.max(0, place - most + 1) * 4;
      if (taken.has(place) || cost >= least) continue;
      least = cost;
      best = place;
    }
    result[node] = best;
    load[best] = (load[best] ?? 0) + 1;
  }
  return result;
}

export function ranked<A extends Arc>(size: number, arcs: readonly A[]): Ranked<A> {
  const back = backArcs(size, grouped(size, arcs, 'from'));
  const forward = arcs.map(arc => (back.has(arc) ? { ...arc, from: arc.to, to: arc.from } : arc));
  const cap = Math.max(6, Math.ceil(Math.sqrt(size) * 1.4));
  const free = tightened(filled(size, forward, cap), forward, cap);
  const rank = compact(folded(compact(free), arcs, Math.max(8, Math.ceil(Math.sqrt(size)))));
  const turned = (arc: Arc) => rank[arc.from]! > rank[arc.to]!;
  return { rank, arcs: arcs.map(arc => (turned(arc) ? { ...arc, from: arc.to, to: arc.from, turned: true } : { ...arc, turned: false })) };
}
