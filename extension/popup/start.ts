// Starts the popup. A browser shows a popup once its page is loaded, scripts included, but for those
// a script asks for itself: so the page is painted while the popup's own script is still read.
const popup = "./popup.js"; // by a name esbuild does not follow: a file of its own

void import(popup);
