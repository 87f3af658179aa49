// @ts-check
// Places in ascending lists of numbers, found by halving. Pure functions.

/** How many of the list are smaller than the value: where it would stand. @param {ArrayLike<number>} list @param {number} value */
export function countBelow(list, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the list are at most the value. @param {ArrayLike<number>} list @param {number} value */
export function countUpTo(list, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the list comes nearest to the value; of equals the first. @param {ArrayLike<number>} list @param {number} value */
export function nearestPlace(list, value) {
  const after = countBelow(list, value);
  if (after === 0) return 0;
  return after === list.length || value - list[after - 1] <= list[after] - value ? after - 1 : after;
}

/**
 * The next value behind this one, or the next before it, in any of the lists; null where there is none.
 * @param {readonly ArrayLike<number>[]} lists @param {number} value @param {-1|1} by
 * @param {number} [slack]  as near as that counts as here
 */
export function stepAmong(lists, value, by, slack = 0.0005) {
  const found = lists.map((list) => (by > 0 ? list[countUpTo(list, value + slack)] : list[countBelow(list, value - slack) - 1]));
  const there = found.filter((each) => each !== undefined);
  return there.length ? (by > 0 ? Math.min(...there) : Math.max(...there)) : null;
}

/** @param {number} value @param {number} least @param {number} most  where it is below `least`, `least` wins */
export const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
