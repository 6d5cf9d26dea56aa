// Has the browser collect this worker's garbage. There is no call for it, but Chromium collects
// everything, and returns the memory, before it says that a buffer cannot be had (about 0.3 s).

/** More than Chromium's buffers may have (8 GiB can be had, and none of it would be touched). */
const TOO_LARGE_BYTES = 2 ** 34;

export function collectGarbage(): void {
  if (!("userAgentData" in navigator)) return; // Firefox gives what is asked for
  try {
    new ArrayBuffer(TOO_LARGE_BYTES);
  } catch {
    // as meant
  }
}
