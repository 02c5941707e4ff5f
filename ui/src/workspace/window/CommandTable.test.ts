import { describe, expect, it, vi } from 'vitest';

import { CommandTable, keyLabel, type Command } from './CommandTable.svelte';

const command = (id: string, rest: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: 'Test',
  run: vi.fn(),
  ...rest,
});

const press = (key: string, init: KeyboardEventInit = {}, target?: Element) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  if (target) target.dispatchEvent(event);
  return event;
};

describe('CommandTable', () => {
  it('finds the command of a key, with its modifiers exactly', () => {
    const table = new CommandTable(vi.fn());
    const save = command('save', { keys: ['Mod-s'] });
    const saveAs = command('saveAs', { keys: ['Mod-Shift-s'] });
    table.register([save, saveAs, command('palette', { keys: ['Mod-Shift-p', 'F1'] })]);
    expect(table.handle(press('s', { ctrlKey: true }))).toBe(true);
    expect(save.run).toHaveBeenCalledOnce();
    expect(table.handle(press('S', { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(saveAs.run).toHaveBeenCalledOnce();
    expect(table.handle(press('s'))).toBe(false);
    expect(table.handle(press('s', { ctrlKey: true, altKey: true }))).toBe(false);
    expect(table.handle(press('F1'))).toBe(true);
  });

  it('takes a key away from the browser even when the command is blocked', () => {
    const table = new CommandTable(vi.fn());
    const save = command('save', { keys: ['Mod-s'], blocked: () => 'Not now' });
    table.register([save]);
    expect(table.handle(press('s', { ctrlKey: true }))).toBe(true);
    expect(save.run).not.toHaveBeenCalled();
  });

  it('leaves undo to a field that has the focus', () => {
    const table = new CommandTable(vi.fn());
    table.register([command('undo', { keys: ['Mod-z'], inText: true })]);
    const field = document.createElement('input');
    expect(table.handle(press('z', { ctrlKey: true }, field))).toBe(false);
    expect(table.handle(press('z', { ctrlKey: true }, document.createElement('div')))).toBe(true);
  });

  it('makes a failure a word to the user', async () => {
    const failures: unknown[] = [];
    const table = new CommandTable((reason) => failures.push(reason));
    table.register([command('a', { run: () => Promise.reject(new Error('no')) })]);
    await table.run('a');
    expect(failures).toHaveLength(1);
  });

  it('refuses an id or a key that is taken', () => {
    const table = new CommandTable(vi.fn());
    const remove = table.register([command('a', { keys: ['F5'] })]);
    expect(() => table.register([command('a')])).toThrow('clashes');
    expect(() => table.register([command('b', { keys: ['F5'] })])).toThrow('clashes');
    remove();
    expect(table.all).toEqual([]);
  });
});

it('names keys as the user reads them', () => {
  expect(keyLabel('Mod-Shift-p')).toBe('Ctrl+Shift+P');
  expect(keyLabel('Ctrl-Tab')).toBe('Ctrl+Tab');
  expect(keyLabel('Mod--')).toBe('Ctrl+-');
});

it('lets keys of a scope count only where the focus is in it', () => {
  const table = new CommandTable(vi.fn());
  const remove = command('delete', { keys: ['Delete'], scope: 'visual' });
  table.register([remove]);
  const pane = document.createElement('div');
  pane.dataset['keyScope'] = 'visual';
  const [inside, field] = [document.createElement('button'), document.createElement('input')];
  pane.append(inside, field);
  document.body.append(pane);
  const at = (target: Element) => {
    let handled = false;
    const listen = (event: Event) => (handled = table.handle(event as KeyboardEvent));
    document.addEventListener('keydown', listen, { once: true });
    press('Delete', {}, target);
    return handled;
  };
  expect([at(document.body), at(field), at(inside)]).toEqual([false, false, true]);
  expect(remove.run).toHaveBeenCalledOnce();
  pane.remove();
});
