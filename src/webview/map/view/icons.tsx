import type { TreeIcon } from '../tree.ts';

const SHAPES: Readonly<Record<Exclude<TreeIcon, 'none'>, string>> = {
  service: 'M-5 -3a2 2 0 0 1 2 -2h6a2 2 0 0 1 2 2v6a2 2 0 0 1 -2 2h-6a2 2 0 0 1 -2 -2z',
  datastore: 'M-5 -3.5a5 2 0 0 1 10 0a5 2 0 0 1 -10 0V3.5a5 2 0 0 0 10 0V-3.5',
  broker: 'M-5 -5h10v4h-10zM-5 1h10v4h-10zM-2 -3h4M-2 3h4',
  topic: 'M-5 -4H5M-5 0H5M-5 4H5',
  external: 'M-1 -4h-4v9h9v-4M1 -5h4v4M5 -5l-6 6',
  contract: 'M-4 -5h5l3 3v7h-8zM1 -5v3h3M-2 1h4M-2 3h4',
  package: 'M0 -5.5l5 2.5v6l-5 2.5l-5 -2.5v-6zM-5 -3l5 2.5l5 -2.5M0 -.5v6',
  unresolved: 'M-5 0a5 5 0 0 1 10 0a5 5 0 0 1 -10 0',
  problem: 'M0 -5l5.5 10h-11zM0 -1.5v3M0 3.2v.6',
};

/** The shape says what a thing is; the colour only repeats it. */
export function Shape({ icon }: { icon: TreeIcon }) {
  if (icon === 'none') return null;
  return <path class={`icon ${icon}`} d={SHAPES[icon]} />;
}

export function Icon({ icon }: { icon: TreeIcon }) {
  if (icon === 'none') return null;
  return (
    <svg class="glyph" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      <Shape icon={icon} />
    </svg>
  );
}
