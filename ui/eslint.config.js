// House rules a machine can check: who may import whom, no `any`. Cycles: src/architecture.test.ts.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import svelteConfig from './svelte.config.js';

const tauri = {
  group: ['@tauri-apps/*'],
  message: 'Only src/host/tauri.ts talks to Tauri; everything else goes through host/host.ts.',
};
const fromApp = { group: ['**/app/*', '**/app'], message: 'src/app is the composition root: nothing imports it.' };
const features = { group: ['**/features/*'], message: 'Features do not import each other: meet in src/workspace.' };
const wholeIconSet = {
  name: '@mdi/js',
  importNames: ['default'],
  message: 'Import single icons by name; the whole set is loaded lazily by shared/icons.ts.',
};

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/api/generated/', 'src/words/generated/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: [wholeIconSet], patterns: [tauri] }],
      eqeqeq: 'error',
      // State classes keep what is not shown in plain maps, on purpose.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: ['src/shared/**', 'src/api/**', 'src/host/**', 'src/workspace/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [wholeIconSet], patterns: [tauri, fromApp, features] }] },
  },
  {
    files: ['src/features/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: [wholeIconSet], patterns: [tauri, fromApp, features] }],
    },
  },
  { files: ['src/host/tauri.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['*.config.{js,ts}'], languageOptions: { globals: { ...globals.node } } },
);
