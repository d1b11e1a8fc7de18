/**
 * Shows what belongs to the thing under the pointer by classes on elements that stay: a thousand lines are not drawn
 * again because a mouse moved.
 */
export function highlight(svg: SVGSVGElement, target: EventTarget | null): void {
  const spot = target instanceof Element ? target.closest<SVGElement>('[data-node], [data-from]') : null;
  svg.classList.toggle('pointing', spot !== null);
  if (!spot) return;
  const node = spot.dataset['node'];
  const near = new Set<string | undefined>([node, spot.dataset['from'], spot.dataset['to']]);
  for (const wire of svg.querySelectorAll<SVGElement>('[data-from]')) {
    const tied = wire === spot || (node !== undefined && (wire.dataset['from'] === node || wire.dataset['to'] === node));
    wire.classList.toggle('near', tied);
    if (tied) near.add(wire.dataset['from']).add(wire.dataset['to']);
  }
  for (const card of svg.querySelectorAll<SVGElement>('[data-node]')) card.classList.toggle('near', near.has(card.dataset['node']));
}
