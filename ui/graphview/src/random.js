/**
 * Small repeatable random numbers (mulberry32).
 *
 * @param {number} seed
 * @returns {() => number} numbers from 0 up to 1
 */
export function seeded(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Run something with repeatable `Math.random`. fcose takes its starting points from there and offers no seed; it runs
 * to its end within the call, so nobody else ever sees the replaced function.
 *
 * @param {() => void} action
 */
export function withoutChance(action) {
  const chance = Math.random;
  Math.random = seeded(7);
  try {
    action();
  } finally {
    Math.random = chance;
  }
}
