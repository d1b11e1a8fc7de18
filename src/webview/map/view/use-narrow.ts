import { useEffect, useState } from 'preact/hooks';

/** Below this three columns of cards do not fit beside each other at a size that can be read. */
const NARROW = '(max-width: 520px)';

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const listen = () => setNarrow(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);
  return narrow;
}
