import { useLayoutEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { NO_ROOM } from '../layout.ts';
import type { Room } from '../layout.ts';

/** What stands below a drawing, and the air around it, in pixels. */
const FOOT = 76;
/** A drawing is not made again for each pixel of a window that is being resized. */
const STEP = 16;

const whole = (pixels: number): number => Math.max(0, Math.floor(pixels / STEP) * STEP);

/** The room of an element: its width, and the height from its top to the bottom of the window, which does not depend on what it holds. */
export function useRoom(element: RefObject<HTMLElement | null>): Room {
  const [room, setRoom] = useState(NO_ROOM);
  useLayoutEffect(() => {
    const at = element.current;
    if (!at) return undefined;
    const measure = () => {
      const top = at.getBoundingClientRect().top + scrollY;
      const next = { width: whole(at.clientWidth), height: whole(innerHeight - top - FOOT) };
      setRoom(known => (known.width === next.width && known.height === next.height ? known : next));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(at);
    addEventListener('resize', measure);
    measure();
    return () => {
      observer.disconnect();
      removeEventListener('resize', measure);
    };
  }, []);
  return room;
}
