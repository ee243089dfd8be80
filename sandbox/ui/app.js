// Starts the page: draw the frame, then follow the sandbox.

import { startDrawer } from "./drawer.js";
import { startShell } from "./shell.js";
import { connect, watchSilence } from "./stream.js";

startShell();
startDrawer();
watchSilence();
connect();
