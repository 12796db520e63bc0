import { useEffect, useRef, useState, type RefObject } from 'react';

/** How far outside of what is shown counts as in sight. */
const MARGIN = '300px';

/**
 * Whether an element has come into sight, or near it, since it is there: what it shows is fetched then, not for a whole
 * long conversation at once.
 */
export function useInSight<T extends Element>(): readonly [RefObject<T | null>, boolean] {
  const ref = useRef<T>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || seen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return [ref, seen];
}
