import { describe, expect, it } from 'vitest';

import { adviseOn } from './url-advice';

const others = [{ id: 'r1', kind: 'module', url: '/local/clock-card.js?v=12', hacs: false }] as const;

describe('adviseOn', () => {
  it.each(['/local/a-card.js', '/hacsfiles/button-card/button-card.js', 'https://cdn.example/card.js'])(
    'lets %s be added',
    (url) => expect(adviseOn(url, 'module', others).problem).toBeNull(),
  );

  it.each([
    ['/config/www/clock-card.js', '/local/clock-card.js'],
    ['/homeassistant/www/cards/a.js', '/local/cards/a.js'],
    ['www/a.js', '/local/a.js'],
    ['file:///config/www/a.js', '/local/a.js'],
    ['local/a.js', '/local/a.js'],
    ['hacsfiles/a/a.js', '/hacsfiles/a/a.js'],
  ])('knows what %s was meant to be', (typed, meant) => {
    const { problem, better } = adviseOn(typed, 'module', others);
    expect(problem).not.toBeNull();
    expect(better).toEqual({ url: meant });
    expect(adviseOn(meant, 'module', others).problem).toBeNull();
  });

  it.each(['', '   ', 'C:\\cards\\a.js', 'file:///home/robin/a.js', '/local/my card.js', 'a-card.js', 'ftp://x/a.js'])(
    'refuses “%s”',
    (url) => expect(adviseOn(url, 'module', others).problem).not.toBeNull(),
  );

  it('notices a file that is in the list already, whatever its version', () => {
    expect(adviseOn('/local/clock-card.js', 'module', others).hint).toMatch(/already/);
    expect(adviseOn('/local/clock-card.js?v=13', 'module', others).hint).toMatch(/already/);
  });

  it('notices a type that does not fit', () => {
    expect(adviseOn('/local/a.css?v=2', 'module', [])).toMatchObject({ problem: null, better: { kind: 'css' } });
    expect(adviseOn('/local/a.js', 'css', [])).toMatchObject({ problem: null, better: { kind: 'module' } });
  });

  it.each([
    ['http://192.168.1.5/card.js', /https/],
    ['https://github.com/a/b/blob/main/card.js', /page about the file/],
    ['https://unpkg.example/card.js', /without a connection/],
    ['/hacsfiles/a/a.js', /Managed by the Marketplace/],
  ])('says what to know about %s', (url, words) => {
    expect(adviseOn(url, 'module', []).hint).toMatch(words);
  });
});
