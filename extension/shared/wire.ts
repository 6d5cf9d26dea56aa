// The two numbers and names that both ends of the line to the engine must share. Apart from
// messages.ts, so that the content script carries no validator.

/** The port's name; the engine host takes no other. */
export const ENGINE_PORT = "nib-engine";

/** Longest text one request may carry, in UTF-16 units; sessions cut to what is near the caret. */
export const MAX_TEXT = 20_000;
