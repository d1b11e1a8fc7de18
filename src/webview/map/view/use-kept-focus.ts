import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { MapState } from '../../../protocol/panels/map.ts';

/**
 * What had the keyboard may be gone after a change; then the middle of the map takes over, not the top of the page.
 * A page that nobody has touched takes nothing: the sidebar follows the editor's cursor, and the keyboard stays there.
 */
export function useKeptFocus(state: MapState) {
  const stage = useRef<HTMLElement>(null);
  const touched = useRef(false);
  useEffect(() => {
    const touch = () => (touched.current = true);
    const leave = () => (touched.current = false);
    document.addEventListener('focusin', touch);
    addEventListener('blur', leave);
    return () => {
      document.removeEventListener('focusin', touch);
      removeEventListener('blur', leave);
    };
  }, []);
  useLayoutEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && touched.current && document.hasFocus()) stage.current?.querySelector<HTMLElement>('[tabindex="0"], button')?.focus();
  }, [state.focus, state.view, state.selection]);
  return stage;
}
