// @ts-check
// One signal of several: AbortSignal.any, which browsers before 2024 lack.

/** Ends when the first of them does. @param {...AbortSignal} signals @returns {{signal: AbortSignal, end: () => void, done: () => void}} `done` lets go of them */
export function linked(...signals) {
  const controller = new AbortController();
  const end = () => controller.abort();
  for (const signal of signals) {
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
  }
  return { signal: controller.signal, end, done: () => signals.forEach((signal) => signal.removeEventListener('abort', end)) };
}
