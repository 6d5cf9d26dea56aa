// The offscreen document (Chromium): hosts the engine for every page's port. Nothing else.
import { serveEngine } from "./host";

serveEngine();
