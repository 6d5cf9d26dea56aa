// The look of everything Nib draws on pages: .css files, which the build puts in here,
// shortened. A frame gets it with its first settings: most frames never draw, and need not carry it.
import drawn from "../shared/drawn.css";
import ghost from "../shared/ghost.css";
import results from "../shared/results.css";

export const LOOK = drawn + ghost + results;
