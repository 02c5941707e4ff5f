import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  clearScreen: false,
  // The messages (`?raw`) are beside the interface, in crates/bobbin-words.
  server: { port: 1420, strictPort: true, host: '127.0.0.1', fs: { allow: ['.', '../crates/bobbin-words/en'] } },
  // The whole icon set is one chunk, loaded only when a dashboard's own icon is shown.
  build: {
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 3000,
    // The second page is what a preview's own window shows.
    rolldownOptions: { input: ['index.html', 'preview.html'] },
  },
  // One page for all tests of a worker: setting one up costs more than the tests in it.
  test: { environment: 'jsdom', isolate: false, include: ['src/**/*.test.ts'], restoreMocks: true },
});
