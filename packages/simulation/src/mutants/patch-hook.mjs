import { register } from "node:module";

/** Loaded before tsx, so that tsx is given the patched text. What is patched comes in `MUTANT_PATCHES`. */
register("./patch-loader.mjs", import.meta.url);
