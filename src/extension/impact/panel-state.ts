import type { ImpactPanelState } from '../../protocol/panels/impact.ts';
import type { Analysis } from './impacts.ts';

/** What the panel shows of an analysis. Pure. */
export const panelState = ({ scope, phase }: Analysis, around: Omit<ImpactPanelState, 'scope' | 'phase'>): ImpactPanelState => ({
  scope,
  phase,
  ...around,
});

export const ticked = (steps: readonly number[], step: number): readonly number[] =>
  steps.includes(step) ? steps.filter(one => one !== step) : [...steps, step];
