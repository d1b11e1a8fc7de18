const KEPT = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-size', 'font-weight', 'text-anchor', 'paint-order'];
const DROPPED = [
  'tabindex',
  'role',
  'class',
  'data-spot',
  'data-node',
  'data-from',
  'data-to',
  'aria-label',
  'aria-pressed',
  'aria-expanded',
  'aria-current',
  'aria-hidden',
];

function plain(original: Element, copy: Element): void {
  const style = getComputedStyle(original);
  for (const name of KEPT) copy.setAttribute(name, style.getPropertyValue(name));
  for (const name of DROPPED) copy.removeAttribute(name);
  [...original.children].forEach((child, i) => plain(child, copy.children[i]!));
}

/** The picture as a file of its own: the page's style sheet does not travel with it, so each element takes its colours along. */
export function svgFile(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  plain(svg, copy);
  for (const helper of copy.querySelectorAll('[data-helper]')) helper.remove();
  const page = getComputedStyle(document.body);
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', page.backgroundColor);
  copy.prepend(ground);
  copy.removeAttribute('style');
  copy.setAttribute('width', String(svg.viewBox.baseVal.width));
  copy.setAttribute('height', String(svg.viewBox.baseVal.height));
  copy.setAttribute('font-family', 'system-ui, sans-serif');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}
