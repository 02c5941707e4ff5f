/** The whole icon set. Only ever imported dynamically, by `icons.ts`. */
import * as set from '@mdi/js/commonjs/mdi.js';

export const icons: Readonly<Record<string, string>> = 'default' in set ? (set.default as Record<string, string>) : set;
